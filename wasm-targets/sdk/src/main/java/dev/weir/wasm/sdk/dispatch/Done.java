package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.DoneContext;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_done}. */
public final class Done {

  private static @Nullable DoneContext filter;

  private Done() {}

  /** Exports the callback and says who gets it. */
  public static void to(DoneContext newFilter) {
    filter = newFilter;
  }

  /** A filter that fails lets the context go. */
  @Export(name = "proxy_on_done")
  public static int onDone(int context) {
    DoneContext current = filter;
    if (current == null) {
      return 1;
    }
    Vm.enter();
    try {
      return current.onDone(context) ? 1 : 0;
    } catch (Throwable e) {
      Vm.failed("on_done", e);
      return 1;
    }
  }
}
