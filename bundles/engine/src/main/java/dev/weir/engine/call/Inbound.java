package dev.weir.engine.call;

import dev.weir.engine.cell.StatNode;

/**
 * All inbound traffic together: its statistics, and the system rules that guard the host.
 *
 * @param node statistics over every resource's inbound calls
 * @param plan the system rules, compiled
 */
public record Inbound(StatNode node, Plan plan) {}
