package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.RequestBodyContext;
import dev.weir.wasm.sdk.type.Action;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_request_body}. */
public final class RequestBody {

  private static @Nullable RequestBodyContext filter;

  private RequestBody() {}

  /** Exports the callback and says who gets it. */
  public static void to(RequestBodyContext newFilter) {
    filter = newFilter;
  }

  /** A filter that fails lets the stream go on. */
  @Export(name = "proxy_on_request_body")
  public static int onRequestBody(int stream, int size, int endOfStream) {
    RequestBodyContext current = filter;
    if (current == null) {
      return Action.CONTINUE;
    }
    Vm.enter();
    try {
      return current.onRequestBody(stream, size, endOfStream != 0);
    } catch (Throwable e) {
      Vm.failed("on_request_body", e);
      return Action.CONTINUE;
    }
  }
}
