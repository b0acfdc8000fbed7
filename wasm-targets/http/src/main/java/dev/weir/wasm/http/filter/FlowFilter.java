package dev.weir.wasm.http.filter;

import dev.weir.rule.Fallback;
import dev.weir.wasm.limits.Dialect;
import dev.weir.wasm.limits.HeaderBlock;
import dev.weir.wasm.limits.Limit;
import dev.weir.wasm.limits.Limits;
import dev.weir.wasm.limits.RequestValues;
import dev.weir.wasm.limits.Requests;
import dev.weir.wasm.limits.Upstreams;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.context.DoneContext;
import dev.weir.wasm.sdk.context.RequestHeadersContext;
import dev.weir.wasm.sdk.context.RootContext;
import dev.weir.wasm.sdk.context.TickContext;
import dev.weir.wasm.sdk.type.Action;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/**
 * Lets requests through, has them wait or answers them, by the rules of their resource {@code
 * METHOD:/path} and of those that are defined by what they have. A request has ended when its
 * stream is done, however that came; it failed when it was answered with 500 or above, or with what
 * the configuration says. What cannot be decided (no path, no time) goes on, and is counted as
 * {@code weir.undecided}.
 */
public final class FlowFilter
    implements RootContext, RequestHeadersContext, DoneContext, TickContext {

  /** Header with the addresses of the hosts behind that a request may go to. */
  private static final String UPSTREAM = "x-weir-upstream";

  private static final int PROPERTY_BYTES = 8;

  private static final Dialect DIALECT =
      new Dialect(
          "weir.http/",
          "weir_flow_limit",
          Fallback.TOO_MANY_REQUESTS,
          LocalResponse.NO_GRPC_STATUS,
          Dialect.Calls.REQUEST);

  private final Host host;
  private final Limits limits;
  private final HeaderBlock requestHeaders;
  private final Slice pathKey;
  private final Slice methodKey;
  private final Slice codeProperty;
  private final Limits.Outcome outcome = this::failed;
  private final Slice path = new Slice();
  private final Slice method = new Slice();

  /** A filter without rules. */
  public FlowFilter(Host host) {
    this.host = host;
    this.requestHeaders = new HeaderBlock(host);
    RequestValues values = new RequestValues(host, requestHeaders);
    this.limits =
        new Limits(
            host, DIALECT, values, Upstreams.chosenBy(host, UPSTREAM), Requests.of(host, values));
    this.pathKey = host.constant(":path");
    this.methodKey = host.constant(":method");
    this.codeProperty = host.constant("response\0code");
  }

  @Override
  public boolean onConfigure(int plugin, int size) {
    return limits.configure(plugin, size);
  }

  @Override
  public int onRequestHeaders(int stream, int headers, boolean endOfStream) {
    if (limits.isEmpty()) {
      return Action.CONTINUE;
    }
    limits.strip();
    requestHeaders.take(headers);
    int pathStatus = requestHeaders.get(pathKey, path);
    int methodStatus = requestHeaders.get(methodKey, method);
    if (pathStatus != Status.OK || methodStatus != Status.OK) {
      limits.undecided();
      return Action.CONTINUE;
    }
    Limit limit = limits.find(method, path);
    int named = limit == null ? Limits.PASS : limits.enter(limit, stream);
    int verdict = limits.enterDefined(stream, path, named);
    if (verdict == Limits.BLOCK) {
      limits.respond();
    }
    return verdict == Limits.PASS ? Action.CONTINUE : Action.PAUSE;
  }

  @Override
  public boolean onDone(int context) {
    limits.exit(context, outcome);
    return true;
  }

  @Override
  public void onTick(int plugin) {
    limits.tick(plugin);
  }

  /** Whether the request was answered with an error; one without an answer was not. */
  private boolean failed() {
    return host.property(codeProperty, path) == Status.OK
        && path.length() == PROPERTY_BYTES
        && host.memory().load64(path.address()) >= limits.firstError();
  }
}
