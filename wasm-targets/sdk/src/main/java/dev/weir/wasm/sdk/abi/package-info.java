/**
 * The lowest layer: {@link dev.weir.wasm.sdk.abi.HostCalls} are the imports under their own names,
 * {@link dev.weir.wasm.sdk.abi.Memory} is linear memory. Both are interfaces, so that a filter runs
 * on the JVM too; in Wasm each has one implementation and TeaVM calls it directly. How memory is
 * divided is said in {@link dev.weir.wasm.sdk.abi.MemoryMap}.
 */
@NullMarked
package dev.weir.wasm.sdk.abi;

import org.jspecify.annotations.NullMarked;
