/**
 * What turns TeaVM's module into a proxy-wasm module, one {@link
 * dev.weir.wasm.linker.relink.RelinkStep} each: own memory, bodies for the runtime's imports, only
 * proxy-wasm's exports, each behind a guard, no dead code, no imports but the host's. They run in
 * the order that {@link dev.weir.wasm.linker.Linker} lists and edit the module's model in place.
 */
@NullMarked
package dev.weir.wasm.linker.relink;

import org.jspecify.annotations.NullMarked;
