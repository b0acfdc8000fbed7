package dev.weir.traffic;

import dev.weir.rule.TrafficMatch.Direction;

/**
 * What a limiting hook can do where it sits.
 *
 * @param hook its name
 * @param pid of its settings, for messages that say what to raise
 * @param direction of the packets that it sees
 * @param socketBuffers whether a packet is a buffer that can be marked and sent back: tc, not XDP
 */
public record Powers(String hook, String pid, Direction direction, boolean socketBuffers) {}
