/**
 * Frames that the kernel sends by itself, to real interfaces: BPF_PROG_TEST_RUN with
 * BPF_F_TEST_XDP_LIVE_FRAMES.
 *
 * <p>Start at {@link dev.weir.bench.kernel.live.Flood}. A sender of sockets costs more than what is
 * measured, and hides it; these frames cost 70 ns each.
 */
@NullMarked
package dev.weir.bench.kernel.live;

import org.jspecify.annotations.NullMarked;
