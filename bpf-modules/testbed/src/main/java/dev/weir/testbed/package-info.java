/**
 * What kernel tests stand on: {@link dev.weir.testbed.Frame}s byte by byte, a {@link
 * dev.weir.testbed.VethPair} with its clients in a network namespace, and {@link
 * dev.weir.testbed.KernelTest}, which checks that a test leaves nothing in the kernel.
 */
@NullMarked
package dev.weir.testbed;

import org.jspecify.annotations.NullMarked;
