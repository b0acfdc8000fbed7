/**
 * The HTTP filter as the platform sees it: {@link dev.weir.wasm.http.HttpFilter} says which rules
 * the filter can enforce and has {@code weir-http.wasm}, which this bundle carries, delivered to
 * every Envoy; {@link dev.weir.wasm.http.SliceJson} writes the rules as the filter reads them. The
 * filter itself is the package {@code filter}, which is in the module and not in the bundle.
 */
@NullMarked
package dev.weir.wasm.http;

import org.jspecify.annotations.NullMarked;
