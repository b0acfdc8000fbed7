/**
 * The kernel, for bundles that carry a BPF program.
 *
 * <p>Start at {@link dev.weir.libbpf.Kernel}: {@code capabilities()} says what works here, {@code
 * attach()} puts a program on an interface, or takes over from the one that is there, and gives an
 * {@link dev.weir.hook.Attachment} that outlives the bundle of the hook. What the hook itself does,
 * writing rules into maps and reading counts out of them, it says in a {@link
 * dev.weir.libbpf.KernelModule}.
 *
 * <p>No type of JNA shows here: that is behind {@code dev.weir.libbpf.sys}.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.weir.libbpf;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
