/**
 * The service as it runs in the proxy: Java that TeaVM compiles to {@code weir-service.wasm}. Start
 * at {@link dev.weir.wasm.service.filter.HostCourier}. It sees no traffic and decides nothing.
 */
@NullMarked
package dev.weir.wasm.service.filter;

import org.jspecify.annotations.NullMarked;
