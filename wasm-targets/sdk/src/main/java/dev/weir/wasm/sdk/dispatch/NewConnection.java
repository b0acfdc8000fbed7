package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.NewConnectionContext;
import dev.weir.wasm.sdk.type.Action;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_new_connection}. */
public final class NewConnection {

  private static @Nullable NewConnectionContext filter;

  private NewConnection() {}

  /** Exports the callback and says who gets it. */
  public static void to(NewConnectionContext newFilter) {
    filter = newFilter;
  }

  /** A filter that fails lets the stream go on. */
  @Export(name = "proxy_on_new_connection")
  public static int onNewConnection(int stream) {
    NewConnectionContext current = filter;
    if (current == null) {
      return Action.CONTINUE;
    }
    Vm.enter();
    try {
      return current.onNewConnection(stream);
    } catch (Throwable e) {
      Vm.failed("on_new_connection", e);
      return Action.CONTINUE;
    }
  }
}
