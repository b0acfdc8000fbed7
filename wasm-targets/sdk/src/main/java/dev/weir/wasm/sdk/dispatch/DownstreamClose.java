package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.DownstreamCloseContext;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_downstream_connection_close}. */
public final class DownstreamClose {

  private static @Nullable DownstreamCloseContext filter;

  private DownstreamClose() {}

  /** Exports the callback and says who gets it. */
  public static void to(DownstreamCloseContext newFilter) {
    filter = newFilter;
  }

  /** What the filter throws is counted. */
  @Export(name = "proxy_on_downstream_connection_close")
  public static void onDownstreamConnectionClose(int stream, int peer) {
    DownstreamCloseContext current = filter;
    if (current == null) {
      return;
    }
    Vm.enter();
    try {
      current.onDownstreamConnectionClose(stream, peer);
    } catch (Throwable e) {
      Vm.failed("on_downstream_connection_close", e);
    }
  }
}
