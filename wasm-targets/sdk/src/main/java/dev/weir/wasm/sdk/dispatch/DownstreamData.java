package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.DownstreamDataContext;
import dev.weir.wasm.sdk.type.Action;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_downstream_data}. */
public final class DownstreamData {

  private static @Nullable DownstreamDataContext filter;

  private DownstreamData() {}

  /** Exports the callback and says who gets it. */
  public static void to(DownstreamDataContext newFilter) {
    filter = newFilter;
  }

  /** A filter that fails lets the stream go on. */
  @Export(name = "proxy_on_downstream_data")
  public static int onDownstreamData(int stream, int size, int endOfStream) {
    DownstreamDataContext current = filter;
    if (current == null) {
      return Action.CONTINUE;
    }
    Vm.enter();
    try {
      return current.onDownstreamData(stream, size, endOfStream != 0);
    } catch (Throwable e) {
      Vm.failed("on_downstream_data", e);
      return Action.CONTINUE;
    }
  }
}
