package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.LogContext;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_log}. */
public final class Log {

  private static @Nullable LogContext filter;

  private Log() {}

  /** Exports the callback and says who gets it. */
  public static void to(LogContext newFilter) {
    filter = newFilter;
  }

  /** What the filter throws is counted. */
  @Export(name = "proxy_on_log")
  public static void onLog(int context) {
    LogContext current = filter;
    if (current == null) {
      return;
    }
    Vm.enter();
    try {
      current.onLog(context);
    } catch (Throwable e) {
      Vm.failed("on_log", e);
    }
  }
}
