package dev.weir.wasm.sdk.context;

/** Sees the headers of each request. */
@FunctionalInterface
public interface RequestHeadersContext {

  /**
   * The headers are there.
   *
   * @param stream id of the stream
   * @param headers how many there are
   * @param endOfStream whether nothing follows
   * @return an {@link dev.weir.wasm.sdk.type.Action}
   */
  int onRequestHeaders(int stream, int headers, boolean endOfStream);
}
