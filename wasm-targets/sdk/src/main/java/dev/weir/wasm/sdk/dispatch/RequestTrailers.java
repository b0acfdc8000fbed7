package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.RequestTrailersContext;
import dev.weir.wasm.sdk.type.Action;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_request_trailers}. */
public final class RequestTrailers {

  private static @Nullable RequestTrailersContext filter;

  private RequestTrailers() {}

  /** Exports the callback and says who gets it. */
  public static void to(RequestTrailersContext newFilter) {
    filter = newFilter;
  }

  /** A filter that fails lets the stream go on. */
  @Export(name = "proxy_on_request_trailers")
  public static int onRequestTrailers(int stream, int trailers) {
    RequestTrailersContext current = filter;
    if (current == null) {
      return Action.CONTINUE;
    }
    Vm.enter();
    try {
      return current.onRequestTrailers(stream, trailers);
    } catch (Throwable e) {
      Vm.failed("on_request_trailers", e);
      return Action.CONTINUE;
    }
  }
}
