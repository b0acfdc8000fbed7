/**
 * Java to one proxy-wasm module.
 *
 * <p>Start at {@link dev.weir.wasm.linker.Linker}: it has TeaVM compile a program for Wasm GC
 * ({@code TeaVmCompiler}, with the class changes of the package {@code transform}), takes the
 * module's model before it is written for good, and runs the {@code RelinkStep}s over it in the
 * order that it lists: own memory, bodies for the runtime's imports, only proxy-wasm's exports,
 * each behind a guard, no dead code, no imports but the host's. The package {@code runtime} is Java
 * that the linked program carries; {@code maven} is the goal {@code weir-wasm:link}. No process is
 * started and nothing is downloaded; the same classes give the same bytes.
 */
@NullMarked
package dev.weir.wasm.linker;

import org.jspecify.annotations.NullMarked;
