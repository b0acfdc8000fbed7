package dev.weir.wasm.sdk.context;

/** Sees how answers to its gRPC calls end. */
@FunctionalInterface
public interface GrpcTrailingMetadataContext {

  /**
   * The metadata after the last message is there.
   *
   * @param plugin id of the plugin's context
   * @param call id that the call got
   * @param trailers how many there are
   */
  void onGrpcReceiveTrailingMetadata(int plugin, int call, int trailers);
}
