/**
 * Reads compiled BPF objects: sections and symbols of the ELF file ({@link
 * dev.weir.libbpf.btf.ElfObject}) and the types of its BTF ({@link dev.weir.libbpf.btf.Btf}). Pure:
 * bytes in, records out; whatever the bytes are, the only exception is {@link
 * dev.weir.libbpf.btf.MalformedObjectException}.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.weir.libbpf.btf;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
