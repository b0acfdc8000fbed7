package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.TickContext;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_tick}. */
public final class Tick {

  private static @Nullable TickContext context;

  private Tick() {}

  /** Exports the callback and says who gets it. */
  public static void to(TickContext newContext) {
    context = newContext;
  }

  /** The period has passed. */
  @Export(name = "proxy_on_tick")
  public static void onTick(int root) {
    TickContext current = context;
    if (current == null) {
      return;
    }
    Vm.enter();
    try {
      current.onTick();
    } catch (RuntimeException e) {
      Vm.report("on_tick", e);
    }
  }
}
