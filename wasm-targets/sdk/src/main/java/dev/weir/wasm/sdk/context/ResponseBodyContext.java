package dev.weir.wasm.sdk.context;

/** Sees the bodies of responses. */
@FunctionalInterface
public interface ResponseBodyContext {

  /**
   * A part of the body is there; all of it so far, if parts were held back.
   *
   * @param stream id of the stream
   * @param size how many bytes
   * @param endOfStream whether nothing follows
   * @return an {@link dev.weir.wasm.sdk.type.Action}
   */
  int onResponseBody(int stream, int size, boolean endOfStream);
}
