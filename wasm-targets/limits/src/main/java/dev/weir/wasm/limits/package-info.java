/**
 * Limits over all workers of a proxy, for every filter: what HTTP, gRPC and TCP share.
 *
 * <p>Start at {@link dev.weir.wasm.limits.Limits}. A configuration is read whole ({@code
 * ConfigurationReader}), compiled into a {@code LimitTable} in linear memory, and only then takes
 * the place of the one before. A call is looked up there by the bytes of its resource's name and
 * decided by {@code SharedCells} on state that all workers share. One that must be remembered until
 * it ends is a {@code Visit}; one that must wait goes through the {@code Turnstile}. A call can
 * make nothing grow beyond its bound. What a filter says differently is its {@link
 * dev.weir.wasm.limits.Dialect}.
 */
@NullMarked
package dev.weir.wasm.limits;

import org.jspecify.annotations.NullMarked;
