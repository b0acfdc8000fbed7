/**
 * Envoy's own statistics as signals. {@link dev.weir.envoy.stats.PrometheusSignals} polls the admin
 * addresses and hands over totals; {@link dev.weir.envoy.stats.PrometheusText} reads the text
 * format; {@link dev.weir.envoy.stats.MetricNames} says which resource a metric is about; {@link
 * dev.weir.envoy.stats.Totals} adds up what several Envoys count, over their restarts.
 */
@NullMarked
package dev.weir.envoy.stats;

import org.jspecify.annotations.NullMarked;
