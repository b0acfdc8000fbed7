package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.DeleteContext;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_delete}. */
public final class Delete {

  private static @Nullable DeleteContext filter;

  private Delete() {}

  /** Exports the callback and says who gets it. */
  public static void to(DeleteContext newFilter) {
    filter = newFilter;
  }

  /** What the filter throws is counted. */
  @Export(name = "proxy_on_delete")
  public static void onDelete(int context) {
    DeleteContext current = filter;
    if (current == null) {
      return;
    }
    Vm.enter();
    try {
      current.onDelete(context);
    } catch (Throwable e) {
      Vm.failed("on_delete", e);
    }
  }
}
