/**
 * proxy-wasm ABI 0.2.1 for Java, in four layers.
 *
 * <ul>
 *   <li>{@code abi}: the host's functions as they are, numbers and addresses, and linear memory;
 *   <li>{@code dispatch}: the module's exports, one class each, in the module only if named;
 *   <li>{@code context}: what a filter implements to be called;
 *   <li>{@code type}: the ABI's numbers with names, and the {@link dev.weir.wasm.sdk.type.Slice}.
 * </ul>
 *
 * <p>Start at {@link dev.weir.wasm.sdk.Host}, what a filter calls, and {@link
 * dev.weir.wasm.sdk.dispatch.Vm}, what calls a filter. Results are statuses, never exceptions, and
 * no exception crosses the border to the host. A VM has one thread. Calls that are made per request
 * allocate nothing: bytes stay in linear memory and are pointed at by slices that the caller owns.
 */
@NullMarked
package dev.weir.wasm.sdk;

import org.jspecify.annotations.NullMarked;
