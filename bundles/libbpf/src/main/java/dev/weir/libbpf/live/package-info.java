/**
 * The service behind {@link dev.weir.libbpf.Kernel}.
 *
 * <p>Start at {@link dev.weir.libbpf.live.LibbpfKernel}. Loading is {@link
 * dev.weir.libbpf.live.ObjectLoader}; attaching is {@link dev.weir.libbpf.live.Takeover}, with the
 * pins of {@link dev.weir.libbpf.live.PinDirectory} and the links of {@link
 * dev.weir.libbpf.live.Links}; what is left of it is a {@link
 * dev.weir.libbpf.live.KernelAttachment}. {@link dev.weir.libbpf.live.Refusals} puts error numbers
 * into words.
 */
@NullMarked
package dev.weir.libbpf.live;

import org.jspecify.annotations.NullMarked;
