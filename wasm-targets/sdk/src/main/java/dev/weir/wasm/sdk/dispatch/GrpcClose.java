package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.GrpcCloseContext;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_grpc_close}. */
public final class GrpcClose {

  private static @Nullable GrpcCloseContext filter;

  private GrpcClose() {}

  /** Exports the callback and says who gets it. */
  public static void to(GrpcCloseContext newFilter) {
    filter = newFilter;
  }

  /** What the filter throws is counted. */
  @Export(name = "proxy_on_grpc_close")
  public static void onGrpcClose(int plugin, int call, int status) {
    GrpcCloseContext current = filter;
    if (current == null) {
      return;
    }
    Vm.enter();
    try {
      current.onGrpcClose(plugin, call, status);
    } catch (Throwable e) {
      Vm.failed("on_grpc_close", e);
    }
  }
}
