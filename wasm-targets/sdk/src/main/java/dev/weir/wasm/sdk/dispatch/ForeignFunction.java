package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.ForeignFunctionContext;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_foreign_function}. */
public final class ForeignFunction {

  private static @Nullable ForeignFunctionContext filter;

  private ForeignFunction() {}

  /** Exports the callback and says who gets it. */
  public static void to(ForeignFunctionContext newFilter) {
    filter = newFilter;
  }

  /** What the filter throws is counted. */
  @Export(name = "proxy_on_foreign_function")
  public static void onForeignFunction(int plugin, int function, int size) {
    ForeignFunctionContext current = filter;
    if (current == null) {
      return;
    }
    Vm.enter();
    try {
      current.onForeignFunction(plugin, function, size);
    } catch (Throwable e) {
      Vm.failed("on_foreign_function", e);
    }
  }
}
