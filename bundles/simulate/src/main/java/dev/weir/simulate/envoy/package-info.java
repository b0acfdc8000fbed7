/**
 * Traces from what an Envoy has logged.
 *
 * <p>{@link dev.weir.simulate.envoy.AccessLog} reads an access log of JSON lines, which are in the
 * order in which calls ended, and writes a trace, which is in order of time. Streams; never holds
 * more than a window of the log.
 */
@NullMarked
package dev.weir.simulate.envoy;

import org.jspecify.annotations.NullMarked;
