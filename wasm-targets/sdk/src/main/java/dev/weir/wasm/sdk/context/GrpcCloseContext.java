package dev.weir.wasm.sdk.context;

/** Hears of the end of its gRPC calls. */
@FunctionalInterface
public interface GrpcCloseContext {

  /**
   * A stream has ended with a gRPC status, or a call has without an answer. Envoy does not tell of
   * the end of a call that was answered: its message is the end.
   *
   * @param plugin id of the plugin's context
   * @param call id that the call got
   * @param status gRPC status
   */
  void onGrpcClose(int plugin, int call, int status);
}
