package dev.weir.itests.envoy.program;

import dev.weir.rule.Fallback;
import dev.weir.wasm.limits.Dialect;
import dev.weir.wasm.limits.Limit;
import dev.weir.wasm.limits.Limits;
import dev.weir.wasm.limits.Upstreams;
import dev.weir.wasm.sdk.HeaderMap;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.dispatch.RequestHeaders;
import dev.weir.wasm.sdk.dispatch.Vm;
import dev.weir.wasm.sdk.type.Action;
import dev.weir.wasm.sdk.type.MapType;
import dev.weir.wasm.sdk.type.Slice;

/** Limits requests by method and path, and traps at the path {@code /trap}. */
public final class Trapping {

  private final Limits limits;
  private final HeaderMap headers;
  private final Slice pathKey;
  private final Slice methodKey;
  private final Slice trap;
  private final Slice path = new Slice();
  private final Slice method = new Slice();

  private Trapping(Host host) {
    limits =
        new Limits(
            host,
            new Dialect(
                "trapping/",
                "limit",
                Fallback.TOO_MANY_REQUESTS,
                LocalResponse.NO_GRPC_STATUS,
                Dialect.Calls.REQUEST),
            (key, value) -> false,
            Upstreams.NONE);
    headers = host.headers(MapType.REQUEST_HEADERS);
    pathKey = host.constant(":path");
    methodKey = host.constant(":method");
    trap = host.constant("/trap");
  }

  /** The entry point. */
  public static void main(String[] arguments) {
    Host host = Host.proxy();
    Trapping filter = new Trapping(host);
    Vm.run(host, (plugin, size) -> filter.limits.configure(plugin, size));
    RequestHeaders.to((stream, count, end) -> filter.onRequestHeaders());
  }

  private int onRequestHeaders() {
    headers.get(pathKey, path);
    headers.get(methodKey, method);
    if (path.length() == trap.length() && deeper(1) > 0) {
      return Action.PAUSE;
    }
    Limit limit = limits.find(method, path);
    if (limit == null || limits.admit(limit, 1)) {
      return Action.CONTINUE;
    }
    limits.respond();
    return Action.PAUSE;
  }

  /** Ends by exhausting the stack, which nothing in the VM can catch. */
  private int deeper(int depth) {
    return depth == 0 ? 0 : deeper(depth + 1) + path.length() + depth;
  }
}
