package dev.weir.wasm.http.filter;

import dev.weir.rule.Fallback;
import dev.weir.wasm.limits.Dialect;
import dev.weir.wasm.limits.Limit;
import dev.weir.wasm.limits.Limits;
import dev.weir.wasm.sdk.HeaderMap;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.context.RequestHeadersContext;
import dev.weir.wasm.sdk.context.RootContext;
import dev.weir.wasm.sdk.type.Action;
import dev.weir.wasm.sdk.type.MapType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/**
 * Lets requests through or answers them, by the rules of their resource {@code METHOD:/path}. What
 * cannot be decided (no path, no time) goes on, and is counted as {@code weir.undecided}.
 */
public final class FlowFilter implements RootContext, RequestHeadersContext {

  private static final Dialect DIALECT =
      new Dialect(
          "weir.http/",
          "weir_flow_limit",
          Fallback.TOO_MANY_REQUESTS,
          LocalResponse.NO_GRPC_STATUS,
          false);

  private final Limits limits;
  private final HeaderMap requestHeaders;
  private final Slice pathKey;
  private final Slice methodKey;
  private final Slice path = new Slice();
  private final Slice method = new Slice();

  /** A filter without rules. */
  public FlowFilter(Host host) {
    this.limits = new Limits(host, DIALECT);
    this.requestHeaders = host.headers(MapType.REQUEST_HEADERS);
    this.pathKey = host.constant(":path");
    this.methodKey = host.constant(":method");
  }

  @Override
  public boolean onConfigure(int plugin, int size) {
    return limits.configure(size);
  }

  @Override
  public int onRequestHeaders(int stream, int headers, boolean endOfStream) {
    if (limits.isEmpty()) {
      return Action.CONTINUE;
    }
    int pathStatus = requestHeaders.get(pathKey, path);
    int methodStatus = requestHeaders.get(methodKey, method);
    if (pathStatus != Status.OK || methodStatus != Status.OK) {
      limits.undecided();
      return Action.CONTINUE;
    }
    Limit limit = limits.find(method, path);
    if (limit == null || limits.admit(limit, 1)) {
      return Action.CONTINUE;
    }
    limits.respond();
    return Action.PAUSE;
  }
}
