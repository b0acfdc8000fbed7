package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.RequestHeadersContext;
import dev.weir.wasm.sdk.type.Action;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_request_headers}. */
public final class RequestHeaders {

  private static @Nullable RequestHeadersContext filter;

  private RequestHeaders() {}

  /** Exports the callback and says who gets it. */
  public static void to(RequestHeadersContext newFilter) {
    filter = newFilter;
  }

  /** A filter that fails lets the stream go on. */
  @Export(name = "proxy_on_request_headers")
  public static int onRequestHeaders(int stream, int headers, int endOfStream) {
    RequestHeadersContext current = filter;
    if (current == null) {
      return Action.CONTINUE;
    }
    Vm.enter();
    try {
      return current.onRequestHeaders(stream, headers, endOfStream != 0);
    } catch (Throwable e) {
      Vm.failed("on_request_headers", e);
      return Action.CONTINUE;
    }
  }
}
