package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.UpstreamDataContext;
import dev.weir.wasm.sdk.type.Action;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_upstream_data}. */
public final class UpstreamData {

  private static @Nullable UpstreamDataContext filter;

  private UpstreamData() {}

  /** Exports the callback and says who gets it. */
  public static void to(UpstreamDataContext newFilter) {
    filter = newFilter;
  }

  /** A filter that fails lets the stream go on. */
  @Export(name = "proxy_on_upstream_data")
  public static int onUpstreamData(int stream, int size, int endOfStream) {
    UpstreamDataContext current = filter;
    if (current == null) {
      return Action.CONTINUE;
    }
    Vm.enter();
    try {
      return current.onUpstreamData(stream, size, endOfStream != 0);
    } catch (Throwable e) {
      Vm.failed("on_upstream_data", e);
      return Action.CONTINUE;
    }
  }
}
