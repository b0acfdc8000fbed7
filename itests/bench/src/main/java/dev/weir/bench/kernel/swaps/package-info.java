/**
 * {@code ./weir bench swaps}: every hook replaced again and again, and left by a process that is
 * killed, while packets flow; and what became of the packets.
 *
 * <p>Start at {@link dev.weir.bench.kernel.swaps.SwapsBench}. A {@link
 * dev.weir.bench.kernel.swaps.Subject} is a hook; its {@link dev.weir.bench.kernel.swaps.Traffic}
 * knows what has to come of it, packet by packet.
 */
@NullMarked
package dev.weir.bench.kernel.swaps;

import org.jspecify.annotations.NullMarked;
