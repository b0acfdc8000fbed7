/**
 * What is changed in Java classes before TeaVM compiles them, because a trap in Wasm ends the VM
 * and Envoy has no JavaScript: {@link dev.weir.wasm.linker.transform.CheckedDivision} and {@link
 * dev.weir.wasm.linker.transform.NoStackTraces}. And because a filter is small: {@link
 * dev.weir.wasm.linker.transform.SmallDecimals}.
 */
@NullMarked
package dev.weir.wasm.linker.transform;

import org.jspecify.annotations.NullMarked;
