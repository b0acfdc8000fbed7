package dev.weir.wasm.sdk.context;

/** Sees the bodies of requests. */
@FunctionalInterface
public interface RequestBodyContext {

  /**
   * A part of the body is there; all of it so far, if parts were held back.
   *
   * @param stream id of the stream
   * @param size how many bytes
   * @param endOfStream whether nothing follows
   * @return an {@link dev.weir.wasm.sdk.type.Action}
   */
  int onRequestBody(int stream, int size, boolean endOfStream);
}
