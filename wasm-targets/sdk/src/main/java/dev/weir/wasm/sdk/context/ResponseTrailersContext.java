package dev.weir.wasm.sdk.context;

/** Sees the trailers of responses. */
@FunctionalInterface
public interface ResponseTrailersContext {

  /**
   * The trailers are there.
   *
   * @param stream id of the stream
   * @param trailers how many there are
   * @return an {@link dev.weir.wasm.sdk.type.Action}
   */
  int onResponseTrailers(int stream, int trailers);
}
