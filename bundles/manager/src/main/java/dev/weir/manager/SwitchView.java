package dev.weir.manager;

/**
 * Signals of some resources came from one origin and come from another now.
 *
 * @param number of the event, from 1 on since the daemon began
 * @param at milliseconds since the epoch
 * @param from the origin that counted them; empty when none did
 * @param to the origin that counts them now; empty when none does
 * @param resources how many
 * @param example one of them
 * @param reason what happened to the origin
 */
public record SwitchView(
    long number, long at, String from, String to, int resources, String example, String reason) {}
