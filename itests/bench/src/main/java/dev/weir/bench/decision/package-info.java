/**
 * {@code ./weir bench decision}: what one decision costs on the JVM, beside Sentinel and the
 * limiters that people use instead; measured by JMH.
 *
 * <p>Start at {@link dev.weir.bench.decision.DecisionBench}, which runs the others and makes the
 * rows.
 */
@NullMarked
package dev.weir.bench.decision;

import org.jspecify.annotations.NullMarked;
