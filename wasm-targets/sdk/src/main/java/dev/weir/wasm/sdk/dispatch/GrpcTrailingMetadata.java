package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.GrpcTrailingMetadataContext;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_grpc_receive_trailing_metadata}. */
public final class GrpcTrailingMetadata {

  private static @Nullable GrpcTrailingMetadataContext filter;

  private GrpcTrailingMetadata() {}

  /** Exports the callback and says who gets it. */
  public static void to(GrpcTrailingMetadataContext newFilter) {
    filter = newFilter;
  }

  /** What the filter throws is counted. */
  @Export(name = "proxy_on_grpc_receive_trailing_metadata")
  public static void onGrpcReceiveTrailingMetadata(int plugin, int call, int trailers) {
    GrpcTrailingMetadataContext current = filter;
    if (current == null) {
      return;
    }
    Vm.enter();
    try {
      current.onGrpcReceiveTrailingMetadata(plugin, call, trailers);
    } catch (Throwable e) {
      Vm.failed("on_grpc_receive_trailing_metadata", e);
    }
  }
}
