package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.RequestHeadersContext;
import dev.weir.wasm.sdk.type.Action;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_request_headers}. */
public final class RequestHeaders {

  private static @Nullable RequestHeadersContext context;

  private RequestHeaders() {}

  /** Exports the callback and says who gets it. */
  public static void to(RequestHeadersContext newContext) {
    context = newContext;
  }

  /** Headers came; a filter that fails lets the request go on. */
  @Export(name = "proxy_on_request_headers")
  public static int onRequestHeaders(int stream, int headers, int endOfStream) {
    RequestHeadersContext current = context;
    if (current == null) {
      return Action.CONTINUE;
    }
    Vm.enter();
    try {
      return current.onRequestHeaders(stream, headers, endOfStream != 0);
    } catch (RuntimeException e) {
      Vm.report("on_request_headers", e);
      return Action.CONTINUE;
    }
  }
}
