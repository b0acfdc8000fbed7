/**
 * Weir's service in the proxy as the platform sees it: {@link dev.weir.wasm.service.ServiceFilter}
 * has {@code weir-service.wasm}, which this bundle carries, delivered to every Envoy. The module is
 * the package {@code filter}, which is not in the bundle.
 */
@NullMarked
package dev.weir.wasm.service;

import org.jspecify.annotations.NullMarked;
