/**
 * The trace format: calls, their ends, the host's signals and new rules as JSON lines in order of
 * time, and the decisions on them.
 *
 * <p>{@link dev.weir.simulate.trace.TraceReader} gives one {@link
 * dev.weir.simulate.trace.TraceLine} after the other, in memory that does not grow with the trace;
 * {@link dev.weir.simulate.trace.DecisionLine} writes what was decided. Nothing here decides.
 */
@NullMarked
package dev.weir.simulate.trace;

import org.jspecify.annotations.NullMarked;
