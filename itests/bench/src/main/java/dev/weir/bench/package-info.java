/**
 * The benchmarks of {@code ./weir bench}: Weir and its peers in the same run, so that the ratio
 * means something on any machine.
 *
 * <p>Start at {@link dev.weir.bench.Bench}. A {@link dev.weir.bench.Suite} measures and gives
 * {@link dev.weir.bench.Row rows}; Weir's own rows carry the goal and whether it was reached.
 */
@NullMarked
package dev.weir.bench;

import org.jspecify.annotations.NullMarked;
