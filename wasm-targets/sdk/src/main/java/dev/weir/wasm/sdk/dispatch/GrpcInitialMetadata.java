package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.GrpcInitialMetadataContext;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_grpc_receive_initial_metadata}. */
public final class GrpcInitialMetadata {

  private static @Nullable GrpcInitialMetadataContext filter;

  private GrpcInitialMetadata() {}

  /** Exports the callback and says who gets it. */
  public static void to(GrpcInitialMetadataContext newFilter) {
    filter = newFilter;
  }

  /** What the filter throws is counted. */
  @Export(name = "proxy_on_grpc_receive_initial_metadata")
  public static void onGrpcReceiveInitialMetadata(int plugin, int call, int headers) {
    GrpcInitialMetadataContext current = filter;
    if (current == null) {
      return;
    }
    Vm.enter();
    try {
      current.onGrpcReceiveInitialMetadata(plugin, call, headers);
    } catch (Throwable e) {
      Vm.failed("on_grpc_receive_initial_metadata", e);
    }
  }
}
