package dev.weir.wasm.sdk.context;

/** Gets the messages of its gRPC calls. */
@FunctionalInterface
public interface GrpcMessageContext {

  /**
   * A message is in {@code GRPC_CALL_MESSAGE}.
   *
   * @param plugin id of the plugin's context
   * @param call id that the call got
   * @param size how many bytes
   */
  void onGrpcReceive(int plugin, int call, int size);
}
