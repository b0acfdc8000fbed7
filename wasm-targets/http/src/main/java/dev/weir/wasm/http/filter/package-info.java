/**
 * The HTTP filter, as it runs in the proxy: Java that TeaVM compiles to {@code weir-http.wasm}.
 *
 * <p>Start at {@link dev.weir.wasm.http.filter.FlowFilter}. A configuration is read whole ({@link
 * dev.weir.wasm.http.filter.ConfigurationReader}), compiled into a {@link
 * dev.weir.wasm.http.filter.LimitTable} in linear memory, and only then takes the place of the one
 * before. A request is looked up there by the bytes of its method and path, and decided by {@link
 * dev.weir.wasm.http.filter.SharedWindows} on counts that all workers share. A request allocates
 * nothing and can make nothing grow. Nothing here is seen by the bundle, and nothing of OSGi here.
 */
@NullMarked
package dev.weir.wasm.http.filter;

import org.jspecify.annotations.NullMarked;
