package dev.weir.wasm.grpc.filter;

import dev.weir.rule.Fallback;
import dev.weir.wasm.limits.Dialect;
import dev.weir.wasm.limits.HeaderBlock;
import dev.weir.wasm.limits.Limit;
import dev.weir.wasm.limits.Limits;
import dev.weir.wasm.limits.RequestValues;
import dev.weir.wasm.limits.Upstreams;
import dev.weir.wasm.sdk.HeaderMap;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.StreamTable;
import dev.weir.wasm.sdk.context.DoneContext;
import dev.weir.wasm.sdk.context.RequestHeadersContext;
import dev.weir.wasm.sdk.context.ResponseHeadersContext;
import dev.weir.wasm.sdk.context.ResponseTrailersContext;
import dev.weir.wasm.sdk.context.RootContext;
import dev.weir.wasm.sdk.context.TickContext;
import dev.weir.wasm.sdk.type.Action;
import dev.weir.wasm.sdk.type.MapType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;
import java.util.List;

/**
 * Lets gRPC calls through or answers them with RESOURCE_EXHAUSTED, by the rules of their resource
 * {@code package.Service/Method}. A call failed when its grpc-status is not 0, in trailers or in an
 * answer of trailers alone, or when it ends without one.
 */
public final class GrpcFlowFilter
    implements RootContext,
        RequestHeadersContext,
        ResponseHeadersContext,
        ResponseTrailersContext,
        DoneContext,
        TickContext {

  /** gRPC status RESOURCE_EXHAUSTED. */
  static final int RESOURCE_EXHAUSTED = 8;

  /**
   * Most streams whose status is known at a time in one worker; of others errors are not counted.
   */
  static final int MAX_STREAMS = 16_384;

  /** Header with the addresses of the hosts behind that a call may go to. */
  private static final String UPSTREAM = "x-weir-upstream-grpc";

  private static final long OK = 1;
  private static final long FAILED = 2;

  private static final Dialect DIALECT =
      new Dialect(
          "weir.grpc/",
          "weir_flow_limit",
          new Fallback(429, List.of(), "Blocked by Sentinel: FlowException"),
          RESOURCE_EXHAUSTED,
          Dialect.Calls.CALL);

  private final Limits limits;
  private final GrpcHeaders grpc;
  private final HeaderBlock requestHeaders;
  private final HeaderMap responseHeaders;
  private final HeaderMap responseTrailers;
  private final Slice name = new Slice();
  private final StreamTable statuses = new StreamTable(1, MAX_STREAMS);

  /** A filter without rules. */
  public GrpcFlowFilter(Host host) {
    this.requestHeaders = new HeaderBlock(host);
    this.limits =
        new Limits(
            host,
            DIALECT,
            new RequestValues(host, requestHeaders),
            Upstreams.chosenBy(host, UPSTREAM));
    this.grpc = new GrpcHeaders(host, requestHeaders);
    this.responseHeaders = host.headers(MapType.RESPONSE_HEADERS);
    this.responseTrailers = host.headers(MapType.RESPONSE_TRAILERS);
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
    if (grpc.method(name) != Status.OK) {
      limits.undecided();
      return Action.CONTINUE;
    }
    Limit limit = limits.find(name);
    if (limit == null || !grpc.isCall()) {
      return Action.CONTINUE;
    }
    int verdict = limits.enter(limit, stream);
    if (verdict == Limits.BLOCK) {
      limits.respond();
    }
    return verdict == Limits.PASS ? Action.CONTINUE : Action.PAUSE;
  }

  /** Headers that end the stream are an answer of trailers alone. */
  @Override
  public int onResponseHeaders(int stream, int headers, boolean endOfStream) {
    if (endOfStream) {
      ended(stream, responseHeaders);
    }
    return Action.CONTINUE;
  }

  @Override
  public int onResponseTrailers(int stream, int trailers) {
    ended(stream, responseTrailers);
    return Action.CONTINUE;
  }

  @Override
  public boolean onDone(int context) {
    int row = statuses.find(context);
    limits.exit(context, row == StreamTable.NONE || statuses.get(row, 0) == FAILED);
    if (row != StreamTable.NONE) {
      statuses.remove(row);
    }
    return true;
  }

  @Override
  public void onTick(int plugin) {
    limits.tick(plugin);
  }

  /** Notes the status that comes first. */
  private void ended(int stream, HeaderMap map) {
    if (limits.wantsOutcome(stream)) {
      int row = statuses.add(stream);
      if (row != StreamTable.NONE && statuses.get(row, 0) == 0) {
        statuses.set(row, 0, grpc.isOk(map) ? OK : FAILED);
      }
    }
  }
}
