package dev.weir.wasm.sdk;

import dev.weir.wasm.sdk.type.Slice;

/**
 * An answer that the proxy gives itself, laid out in linear memory beforehand.
 *
 * @param status HTTP status
 * @param details for the access log ({@code %RESPONSE_CODE_DETAILS%})
 * @param body the bytes; to a gRPC request, its {@code grpc-message}
 * @param headers pairs as {@link HeaderPairs} serializes them
 * @param grpcStatus for gRPC requests, or {@link #NO_GRPC_STATUS}
 */
public record LocalResponse(int status, Slice details, Slice body, Slice headers, int grpcStatus) {

  /** The proxy derives it from the HTTP status. */
  public static final int NO_GRPC_STATUS = -1;

  /** An answer to plain HTTP. */
  public LocalResponse(int status, Slice details, Slice body, Slice headers) {
    this(status, details, body, headers, NO_GRPC_STATUS);
  }
}
