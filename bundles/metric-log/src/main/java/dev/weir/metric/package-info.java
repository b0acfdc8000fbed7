/**
 * Sentinel's metric log: a line per resource and second, in files that roll, with an index by time,
 * byte for byte as sentinel-golang v1.0.4 writes them.
 *
 * <p>Start at {@link dev.weir.metric.MetricLog}: once a second a {@link
 * dev.weir.metric.MetricRecorder} asks a {@link dev.weir.metric.MetricSource}, such as {@link
 * dev.weir.metric.EngineMetrics}, what the last second held, and a {@link
 * dev.weir.metric.MetricWriter} appends it. {@link dev.weir.metric.MetricSearch} reads it back.
 *
 * <p>Nothing here runs on the thread of a decision, and nothing that the disk does reaches one:
 * what cannot be written is said once and counted.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.weir.metric;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
