package dev.weir.wasm.sdk;

import dev.weir.wasm.sdk.type.Slice;

/**
 * A request that a filter makes itself.
 *
 * @param cluster name of the proxy's cluster, or of what it knows as one
 * @param headers pairs with {@code :method}, {@code :path} and {@code :authority}
 * @param body the bytes
 * @param trailers pairs, or nothing
 * @param timeoutMs after which it has failed; 0 for never
 */
public record HttpRequest(
    Slice cluster, Slice headers, Slice body, Slice trailers, int timeoutMs) {}
