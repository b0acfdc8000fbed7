package dev.weir.wasm.sdk.context;

/** Hears of the end of connections to services. */
@FunctionalInterface
public interface UpstreamCloseContext {

  /**
   * The connection to the service has closed.
   *
   * @param stream id of the stream
   * @param peer a {@link dev.weir.wasm.sdk.type.PeerType}
   */
  void onUpstreamConnectionClose(int stream, int peer);
}
