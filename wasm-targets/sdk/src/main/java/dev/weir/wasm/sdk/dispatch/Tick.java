package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.TickContext;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_tick}. */
public final class Tick {

  private static @Nullable TickContext filter;

  private Tick() {}

  /** Exports the callback and says who gets it. */
  public static void to(TickContext newFilter) {
    filter = newFilter;
  }

  /** What the filter throws is counted. */
  @Export(name = "proxy_on_tick")
  public static void onTick(int plugin) {
    TickContext current = filter;
    if (current == null) {
      return;
    }
    Vm.enter();
    try {
      current.onTick(plugin);
    } catch (Throwable e) {
      Vm.failed("on_tick", e);
    }
  }
}
