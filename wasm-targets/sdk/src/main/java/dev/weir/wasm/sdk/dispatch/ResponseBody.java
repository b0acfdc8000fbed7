package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.ResponseBodyContext;
import dev.weir.wasm.sdk.type.Action;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_response_body}. */
public final class ResponseBody {

  private static @Nullable ResponseBodyContext filter;

  private ResponseBody() {}

  /** Exports the callback and says who gets it. */
  public static void to(ResponseBodyContext newFilter) {
    filter = newFilter;
  }

  /** A filter that fails lets the stream go on. */
  @Export(name = "proxy_on_response_body")
  public static int onResponseBody(int stream, int size, int endOfStream) {
    ResponseBodyContext current = filter;
    if (current == null) {
      return Action.CONTINUE;
    }
    Vm.enter();
    try {
      return current.onResponseBody(stream, size, endOfStream != 0);
    } catch (Throwable e) {
      Vm.failed("on_response_body", e);
      return Action.CONTINUE;
    }
  }
}
