package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.ContextCreateContext;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_context_create}. */
public final class ContextCreate {

  private static @Nullable ContextCreateContext filter;

  private ContextCreate() {}

  /** Exports the callback and says who gets it. */
  public static void to(ContextCreateContext newFilter) {
    filter = newFilter;
  }

  /** What the filter throws is counted. */
  @Export(name = "proxy_on_context_create")
  public static void onContextCreate(int context, int parent) {
    ContextCreateContext current = filter;
    if (current == null) {
      return;
    }
    Vm.enter();
    try {
      current.onContextCreate(context, parent);
    } catch (Throwable e) {
      Vm.failed("on_context_create", e);
    }
  }
}
