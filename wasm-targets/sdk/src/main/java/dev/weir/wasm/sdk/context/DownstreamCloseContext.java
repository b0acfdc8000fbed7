package dev.weir.wasm.sdk.context;

/** Hears of the end of clients' connections. */
@FunctionalInterface
public interface DownstreamCloseContext {

  /**
   * The connection to the client has closed.
   *
   * @param stream id of the stream
   * @param peer a {@link dev.weir.wasm.sdk.type.PeerType}
   */
  void onDownstreamConnectionClose(int stream, int peer);
}
