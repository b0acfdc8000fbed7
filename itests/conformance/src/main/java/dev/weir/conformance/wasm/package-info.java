/**
 * The engine in Wasm, driven by scripts: what traces say, packed into bytes.
 *
 * <p>{@link dev.weir.conformance.wasm.Driver} is the module's program; {@link
 * dev.weir.conformance.wasm.ScriptWriter} packs on the JVM what {@link
 * dev.weir.conformance.wasm.ScriptReader} unpacks in the module. Nothing here compares.
 */
@NullMarked
package dev.weir.conformance.wasm;

import org.jspecify.annotations.NullMarked;
