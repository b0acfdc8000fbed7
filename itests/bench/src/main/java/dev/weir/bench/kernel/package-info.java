/**
 * {@code ./weir bench kernel}: what one packet costs in each of Weir's BPF programs, beside a
 * program that does nothing and the plainest one that counts.
 *
 * <p>Start at {@link dev.weir.bench.kernel.KernelBench}. The programs are loaded as the daemon
 * loads them and run in the kernel by BPF_PROG_TEST_RUN, which needs no traffic and repeats within
 * a few nanoseconds on a loaded machine.
 */
@NullMarked
package dev.weir.bench.kernel;

import org.jspecify.annotations.NullMarked;
