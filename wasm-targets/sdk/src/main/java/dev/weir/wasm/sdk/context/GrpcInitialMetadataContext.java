package dev.weir.wasm.sdk.context;

/** Sees how answers to its gRPC calls begin. */
@FunctionalInterface
public interface GrpcInitialMetadataContext {

  /**
   * The metadata before the first message is there.
   *
   * @param plugin id of the plugin's context
   * @param call id that the call got
   * @param headers how many there are
   */
  void onGrpcReceiveInitialMetadata(int plugin, int call, int headers);
}
