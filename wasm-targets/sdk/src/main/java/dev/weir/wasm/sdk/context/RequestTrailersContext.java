package dev.weir.wasm.sdk.context;

/** Sees the trailers of requests. */
@FunctionalInterface
public interface RequestTrailersContext {

  /**
   * The trailers are there.
   *
   * @param stream id of the stream
   * @param trailers how many there are
   * @return an {@link dev.weir.wasm.sdk.type.Action}
   */
  int onRequestTrailers(int stream, int trailers);
}
