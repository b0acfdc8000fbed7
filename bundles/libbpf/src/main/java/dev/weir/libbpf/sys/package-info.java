/**
 * libbpf and libc as they are, through JNA, and nothing else: the only package of Weir that imports
 * JNA.
 *
 * <p>{@link dev.weir.libbpf.sys.Natives} finds the libraries or says what is missing; {@link
 * dev.weir.libbpf.sys.Libbpf} and {@link dev.weir.libbpf.sys.Libc} carry the libraries' own names;
 * {@link dev.weir.libbpf.sys.Bpf} knows the structures of linux/bpf.h by their offsets. Functions
 * return what the libraries return: a negative errno is an error, which the callers put into words.
 */
@NullMarked
package dev.weir.libbpf.sys;

import org.jspecify.annotations.NullMarked;
