package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.GrpcMessageContext;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_grpc_receive}. */
public final class GrpcMessage {

  private static @Nullable GrpcMessageContext filter;

  private GrpcMessage() {}

  /** Exports the callback and says who gets it. */
  public static void to(GrpcMessageContext newFilter) {
    filter = newFilter;
  }

  /** What the filter throws is counted. */
  @Export(name = "proxy_on_grpc_receive")
  public static void onGrpcReceive(int plugin, int call, int size) {
    GrpcMessageContext current = filter;
    if (current == null) {
      return;
    }
    Vm.enter();
    try {
      current.onGrpcReceive(plugin, call, size);
    } catch (Throwable e) {
      Vm.failed("on_grpc_receive", e);
    }
  }
}
