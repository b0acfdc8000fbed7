/**
 * The TCP filter as the platform sees it: {@link dev.weir.wasm.tcp.TcpFilter} says which rules the
 * filter can enforce and has {@code weir-tcp.wasm}, which this bundle carries, delivered to every
 * Envoy. The filter itself is the package {@code filter}, which is in the module and not in the
 * bundle.
 */
@NullMarked
package dev.weir.wasm.tcp;

import org.jspecify.annotations.NullMarked;
