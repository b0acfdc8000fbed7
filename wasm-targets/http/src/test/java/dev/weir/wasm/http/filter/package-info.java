/**
 * The filter on the JVM ({@link dev.weir.wasm.http.filter.JvmVm}) and as the module that Envoy
 * loads ({@link dev.weir.wasm.http.filter.Module}), against the same strict host.
 */
@NullMarked
package dev.weir.wasm.http.filter;

import org.jspecify.annotations.NullMarked;
