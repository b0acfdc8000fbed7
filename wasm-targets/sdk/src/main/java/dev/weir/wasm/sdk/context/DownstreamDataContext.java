package dev.weir.wasm.sdk.context;

/** Sees bytes of the client. */
@FunctionalInterface
public interface DownstreamDataContext {

  /**
   * Bytes of the client are in {@code DOWNSTREAM_DATA}.
   *
   * @param stream id of the stream
   * @param size how many bytes
   * @param endOfStream whether nothing follows
   * @return an {@link dev.weir.wasm.sdk.type.Action}
   */
  int onDownstreamData(int stream, int size, boolean endOfStream);
}
