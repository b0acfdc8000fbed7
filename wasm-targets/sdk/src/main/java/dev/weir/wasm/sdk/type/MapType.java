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

  private MapType() {}
}
