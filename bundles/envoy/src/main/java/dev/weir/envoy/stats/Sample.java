package dev.weir.envoy.stats;

import java.util.Map;

/**
 * One line of Prometheus' text format.
 *
 * @param name of the metric
 * @param labels names and values, in order
 * @param value as it is there; may be infinite or not a number
 */
record Sample(String name, Map<String, String> labels, double value) {}
