package dev.weir.wasm.sdk.context;

/** Hears of the end of its gRPC calls. */
@FunctionalInterface
public interface GrpcCloseContext {

  /**
   * The call or stream has ended with a gRPC status.
   *
   * @param plugin id of the plugin's context
   * @param call id that the call got
   * @param status gRPC status
   */
  void onGrpcClose(int plugin, int call, int status);
}
