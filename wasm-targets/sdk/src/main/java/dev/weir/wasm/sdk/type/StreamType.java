package dev.weir.wasm.sdk.type;

/** What can be let go on, or ended. */
public final class StreamType {

  /** A paused HTTP request. */
  public static final int REQUEST = 0;

  /** A paused HTTP response. */
  public static final int RESPONSE = 1;

  /** Bytes from the client. */
  public static final int DOWNSTREAM = 2;

  /** Bytes from the service; Envoy cannot let these go on, only end them. */
  public static final int UPSTREAM = 3;

  private StreamType() {}
}
