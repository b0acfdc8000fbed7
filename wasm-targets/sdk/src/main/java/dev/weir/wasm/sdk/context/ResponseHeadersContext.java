package dev.weir.wasm.sdk.context;

/** Sees the headers of each response. */
@FunctionalInterface
public interface ResponseHeadersContext {

  /**
   * The headers are there.
   *
   * @param stream id of the stream
   * @param headers how many there are
   * @param endOfStream whether nothing follows
   * @return an {@link dev.weir.wasm.sdk.type.Action}
   */
  int onResponseHeaders(int stream, int headers, boolean endOfStream);
}
