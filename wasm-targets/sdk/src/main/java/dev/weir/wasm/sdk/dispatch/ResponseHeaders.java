package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.ResponseHeadersContext;
import dev.weir.wasm.sdk.type.Action;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_response_headers}. */
public final class ResponseHeaders {

  private static @Nullable ResponseHeadersContext filter;

  private ResponseHeaders() {}

  /** Exports the callback and says who gets it. */
  public static void to(ResponseHeadersContext newFilter) {
    filter = newFilter;
  }

  /** A filter that fails lets the stream go on. */
  @Export(name = "proxy_on_response_headers")
  public static int onResponseHeaders(int stream, int headers, int endOfStream) {
    ResponseHeadersContext current = filter;
    if (current == null) {
      return Action.CONTINUE;
    }
    Vm.enter();
    try {
      return current.onResponseHeaders(stream, headers, endOfStream != 0);
    } catch (Throwable e) {
      Vm.failed("on_response_headers", e);
      return Action.CONTINUE;
    }
  }
}
