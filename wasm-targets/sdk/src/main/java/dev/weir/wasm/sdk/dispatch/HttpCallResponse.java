package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.HttpCallResponseContext;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_http_call_response}. */
public final class HttpCallResponse {

  private static @Nullable HttpCallResponseContext filter;

  private HttpCallResponse() {}

  /** Exports the callback and says who gets it. */
  public static void to(HttpCallResponseContext newFilter) {
    filter = newFilter;
  }

  /** What the filter throws is counted. */
  @Export(name = "proxy_on_http_call_response")
  public static void onHttpCallResponse(
      int plugin, int call, int headers, int bodySize, int trailers) {
    HttpCallResponseContext current = filter;
    if (current == null) {
      return;
    }
    Vm.enter();
    try {
      current.onHttpCallResponse(plugin, call, headers, bodySize, trailers);
    } catch (Throwable e) {
      Vm.failed("on_http_call_response", e);
    }
  }
}
