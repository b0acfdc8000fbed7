/**
 * {@code ./weir simulate}: what rules would have done to traffic that is already past.
 *
 * <p>Start at {@link dev.weir.simulate.Simulate}: {@link dev.weir.simulate.RuleReader} reads rules,
 * {@link dev.weir.simulate.trace.TraceReader} the trace, and {@link dev.weir.simulate.Replay} plays
 * it on the engine under a clock that stands where the trace says. {@link
 * dev.weir.simulate.envoy.AccessLog} makes a trace of an Envoy's access log. Everything streams: a
 * trace may be longer than memory. Nothing is enforced, and no other clock is read.
 */
@NullMarked
package dev.weir.simulate;

import org.jspecify.annotations.NullMarked;
