package dev.weir.manager;

import dev.weir.hook.Plane;
import dev.weir.manager.HookView.State;

/**
 * Something happened to a hook.
 *
 * @param hook its name
 * @param version of it
 * @param plane where it sits
 * @param point where it is attached, or would be
 * @param from the state before
 * @param to the state now; the same, where another version has taken over
 * @param reason why, in one line; empty when all is well
 * @param at milliseconds since the epoch
 */
public record HookChange(
    String hook,
    String version,
    Plane plane,
    String point,
    State from,
    State to,
    String reason,
    long at) {}
