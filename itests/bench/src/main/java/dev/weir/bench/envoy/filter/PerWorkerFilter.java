package dev.weir.bench.envoy.filter;

import dev.weir.rule.Fallback;
import dev.weir.wasm.limits.Dialect;
import dev.weir.wasm.limits.HeaderBlock;
import dev.weir.wasm.limits.Limit;
import dev.weir.wasm.limits.Limits;
import dev.weir.wasm.limits.RequestValues;
import dev.weir.wasm.limits.Upstreams;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.abi.HostCalls;
import dev.weir.wasm.sdk.abi.LinearMemory;
import dev.weir.wasm.sdk.context.DoneContext;
import dev.weir.wasm.sdk.context.RequestHeadersContext;
import dev.weir.wasm.sdk.dispatch.Done;
import dev.weir.wasm.sdk.dispatch.RequestHeaders;
import dev.weir.wasm.sdk.dispatch.Tick;
import dev.weir.wasm.sdk.dispatch.Vm;
import dev.weir.wasm.sdk.type.Action;
import dev.weir.wasm.sdk.type.Slice;

/**
 * Weir's HTTP filter, but what workers share each worker has by itself: a limit per worker, to see
 * what it costs that Weir's hold over all of them.
 */
public final class PerWorkerFilter implements RequestHeadersContext, DoneContext {

  private static final Dialect DIALECT =
      new Dialect(
          "weir.http/",
          "weir_flow_limit",
          Fallback.TOO_MANY_REQUESTS,
          LocalResponse.NO_GRPC_STATUS,
          Dialect.Calls.REQUEST);

  private final Limits limits;
  private final HeaderBlock requestHeaders;
  private final Slice pathKey;
  private final Slice methodKey;
  private final Slice path = new Slice();
  private final Slice method = new Slice();

  private PerWorkerFilter(Host host) {
    requestHeaders = new HeaderBlock(host);
    limits =
        new Limits(
            host,
            DIALECT,
            new RequestValues(host, requestHeaders),
            Upstreams.chosenBy(host, "x-weir-upstream"));
    pathKey = host.constant(":path");
    methodKey = host.constant(":method");
  }

  /** Runs once in each VM. */
  public static void main(String[] arguments) {
    HostCalls proxy = HostCalls.proxy();
    LinearMemory memory = new LinearMemory();
    HostCalls own =
        new HostCalls(
            proxy.process(),
            proxy.stream(),
            new PerWorkerData(proxy.shared(), memory),
            proxy.callout());
    Host host = new Host(own, memory);
    PerWorkerFilter filter = new PerWorkerFilter(host);
    Vm.run(host, filter.limits::configure);
    RequestHeaders.to(filter);
    Done.to(filter);
    Tick.to(filter.limits::tick);
  }

  @Override
  public int onRequestHeaders(int stream, int headers, boolean endOfStream) {
    limits.strip();
    requestHeaders.take(headers);
    requestHeaders.get(pathKey, path);
    requestHeaders.get(methodKey, method);
    Limit limit = limits.find(method, path);
    int verdict = limit == null ? Limits.PASS : limits.enter(limit, stream);
    if (verdict == Limits.BLOCK) {
      limits.respond();
    }
    return verdict == Limits.PASS ? Action.CONTINUE : Action.PAUSE;
  }

  @Override
  public boolean onDone(int context) {
    limits.exit(context, false);
    return true;
  }
}
