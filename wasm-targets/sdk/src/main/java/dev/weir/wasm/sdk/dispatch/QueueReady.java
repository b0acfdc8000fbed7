package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.QueueReadyContext;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_queue_ready}. */
public final class QueueReady {

  private static @Nullable QueueReadyContext filter;

  private QueueReady() {}

  /** Exports the callback and says who gets it. */
  public static void to(QueueReadyContext newFilter) {
    filter = newFilter;
  }

  /** What the filter throws is counted. */
  @Export(name = "proxy_on_queue_ready")
  public static void onQueueReady(int plugin, int queue) {
    QueueReadyContext current = filter;
    if (current == null) {
      return;
    }
    Vm.enter();
    try {
      current.onQueueReady(plugin, queue);
    } catch (Throwable e) {
      Vm.failed("on_queue_ready", e);
    }
  }
}
