package dev.weir.wasm.sdk.context;

/** Sees bytes of the service. */
@FunctionalInterface
public interface UpstreamDataContext {

  /**
   * Bytes of the service are in {@code UPSTREAM_DATA}.
   *
   * @param stream id of the stream
   * @param size how many bytes
   * @param endOfStream whether nothing follows
   * @return an {@link dev.weir.wasm.sdk.type.Action}
   */
  int onUpstreamData(int stream, int size, boolean endOfStream);
}
