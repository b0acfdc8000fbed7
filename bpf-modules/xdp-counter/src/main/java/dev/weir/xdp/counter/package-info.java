/**
 * The hook {@code xdp-counter}: every frame of an interface counted in the driver, per port and per
 * source.
 *
 * <p>Start at {@link dev.weir.xdp.counter.XdpCounter}. The program is {@code xdp_counter.bpf.c};
 * {@link dev.weir.xdp.counter.Layouts} mirrors its header {@code xdp_counter.h}.
 */
@NullMarked
package dev.weir.xdp.counter;

import org.jspecify.annotations.NullMarked;
