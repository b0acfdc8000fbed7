package dev.weir.wasm.sdk.type;

/** Header maps. */
public final class MapType {

  /** Of the request. */
  public static final int REQUEST_HEADERS = 0;

  /** Of the request, at its end. */
  public static final int REQUEST_TRAILERS = 1;

  /** Of the response. */
  public static final int RESPONSE_HEADERS = 2;

  /** Of the response, at its end. */
  public static final int RESPONSE_TRAILERS = 3;

  /** Of the answer to a gRPC call, at its start. */
  public static final int GRPC_CALL_INITIAL_METADATA = 4;

  /** Of the answer to a gRPC call, at its end. */
  public static final int GRPC_CALL_TRAILING_METADATA = 5;

  /** Of the answer to an HTTP call. */
  public static final int HTTP_CALL_RESPONSE_HEADERS = 6;

  /** Of the answer to an HTTP call, at its end. */
  public static final int HTTP_CALL_RESPONSE_TRAILERS = 7;

  private MapType() {}
}
