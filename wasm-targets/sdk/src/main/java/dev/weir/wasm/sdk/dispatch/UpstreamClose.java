package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.UpstreamCloseContext;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_upstream_connection_close}. */
public final class UpstreamClose {

  private static @Nullable UpstreamCloseContext filter;

  private UpstreamClose() {}

  /** Exports the callback and says who gets it. */
  public static void to(UpstreamCloseContext newFilter) {
    filter = newFilter;
  }

  /** What the filter throws is counted. */
  @Export(name = "proxy_on_upstream_connection_close")
  public static void onUpstreamConnectionClose(int stream, int peer) {
    UpstreamCloseContext current = filter;
    if (current == null) {
      return;
    }
    Vm.enter();
    try {
      current.onUpstreamConnectionClose(stream, peer);
    } catch (Throwable e) {
      Vm.failed("on_upstream_connection_close", e);
    }
  }
}
