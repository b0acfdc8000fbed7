package dev.weir.wasm.sdk.type;

/** What can be continued. */
public final class StreamType {

  /** A paused HTTP request. */
  public static final int REQUEST = 0;

  /** A paused HTTP response. */
  public static final int RESPONSE = 1;

  /** Bytes from the client. */
  public static final int DOWNSTREAM = 2;

  private StreamType() {}
}
