/**
 * The TCP filter, as it runs in the proxy: Java that TeaVM compiles to {@code weir-tcp.wasm}. Start
 * at {@link dev.weir.wasm.tcp.filter.TcpFlowFilter}; rules and windows are those of {@code
 * dev.weir.wasm.limits}. Nothing here is seen by the bundle, and nothing of OSGi here.
 */
@NullMarked
package dev.weir.wasm.tcp.filter;

import org.jspecify.annotations.NullMarked;
