/**
 * Java to one proxy-wasm module.
 *
 * <p>Start at {@link dev.weir.wasm.linker.Linker}: it has TeaVM compile a program for Wasm GC
 * ({@link dev.weir.wasm.linker.TeaVmCompiler}, with the class {@code transform}s of the package of
 * that name), takes the module's model before it is written for good, and runs the {@code relink}
 * steps over it, after which it imports only what Envoy provides. The {@code runtime} package is
 * the Java that the linked program carries; {@code maven} is the goal {@code weir-wasm:link}. No
 * process is started and nothing is downloaded; the same classes give the same bytes.
 */
@NullMarked
package dev.weir.wasm.linker;

import org.jspecify.annotations.NullMarked;
