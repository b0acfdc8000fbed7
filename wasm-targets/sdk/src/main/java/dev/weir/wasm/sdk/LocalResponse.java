package dev.weir.wasm.sdk;

import dev.weir.wasm.sdk.type.Slice;

/**
 * An answer that the proxy gives itself, laid out in linear memory beforehand.
 *
 * @param status HTTP status
 * @param details for the access log ({@code %RESPONSE_CODE_DETAILS%})
 * @param body the bytes
 * @param headers pairs as {@link HeaderPairs} serializes them
 */
public record LocalResponse(int status, Slice details, Slice body, Slice headers) {}
