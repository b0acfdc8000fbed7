package dev.weir.wasm.sdk.context;

/** Sees each connection before its first byte. */
@FunctionalInterface
public interface NewConnectionContext {

  /**
   * A client has connected.
   *
   * @param stream id of the stream
   * @return an {@link dev.weir.wasm.sdk.type.Action}
   */
  int onNewConnection(int stream);
}
