/**
 * The hook {@code xdp-limiter}, the flood option: what {@code tc-classifier} limits, in the driver.
 *
 * <p>Start at {@link dev.weir.xdp.limiter.XdpLimiter}. How rules become tables is in {@code
 * dev.weir.traffic}; the program is {@code xdp_limiter.bpf.c}. Nothing here runs per packet.
 */
@NullMarked
package dev.weir.xdp.limiter;

import org.jspecify.annotations.NullMarked;
