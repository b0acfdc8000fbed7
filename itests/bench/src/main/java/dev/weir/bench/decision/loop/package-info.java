/**
 * The same decisions in three places: on the JVM, and compiled to Wasm in Node and in Envoy.
 *
 * <p>Start at {@link dev.weir.bench.decision.loop.Rounds}, which times them with the clock of the
 * place and prints lines; {@link dev.weir.bench.decision.loop.JvmProgram} and {@link
 * dev.weir.bench.decision.loop.WasmProgram} are the programs. Nothing here knows the bench around
 * it, nor JMH: it is compiled to Wasm as it stands.
 */
@NullMarked
package dev.weir.bench.decision.loop;

import org.jspecify.annotations.NullMarked;
