/**
 * Operations in orders that nobody intended. Start at {@link dev.weir.engine.fuzz.Fuzzer}, which
 * does the same to any {@link dev.weir.engine.fuzz.FuzzTarget}: an engine on the JVM, or in Wasm.
 */
@NullMarked
package dev.weir.engine.fuzz;

import org.jspecify.annotations.NullMarked;
