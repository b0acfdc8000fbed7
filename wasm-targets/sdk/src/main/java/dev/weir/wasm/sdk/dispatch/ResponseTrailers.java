package dev.weir.wasm.sdk.dispatch;

import dev.weir.wasm.sdk.context.ResponseTrailersContext;
import dev.weir.wasm.sdk.type.Action;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Export;

/** The export {@code proxy_on_response_trailers}. */
public final class ResponseTrailers {

  private static @Nullable ResponseTrailersContext filter;

  private ResponseTrailers() {}

  /** Exports the callback and says who gets it. */
  public static void to(ResponseTrailersContext newFilter) {
    filter = newFilter;
  }

  /** A filter that fails lets the stream go on. */
  @Export(name = "proxy_on_response_trailers")
  public static int onResponseTrailers(int stream, int trailers) {
    ResponseTrailersContext current = filter;
    if (current == null) {
      return Action.CONTINUE;
    }
    Vm.enter();
    try {
      return current.onResponseTrailers(stream, trailers);
    } catch (Throwable e) {
      Vm.failed("on_response_trailers", e);
      return Action.CONTINUE;
    }
  }
}
