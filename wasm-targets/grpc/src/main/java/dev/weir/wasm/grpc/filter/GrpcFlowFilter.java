package dev.weir.wasm.grpc.filter;

import dev.weir.rule.Fallback;
import dev.weir.wasm.limits.Dialect;
import dev.weir.wasm.limits.Limit;
import dev.weir.wasm.limits.Limits;
import dev.weir.wasm.sdk.HeaderMap;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.Metrics;
import dev.weir.wasm.sdk.StreamTable;
import dev.weir.wasm.sdk.context.DoneContext;
import dev.weir.wasm.sdk.context.RequestHeadersContext;
import dev.weir.wasm.sdk.context.ResponseHeadersContext;
import dev.weir.wasm.sdk.context.ResponseTrailersContext;
import dev.weir.wasm.sdk.context.RootContext;
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
        DoneContext {

  /** gRPC status RESOURCE_EXHAUSTED. */
  static final int RESOURCE_EXHAUSTED = 8;

  /** Most streams that are watched at a time by one worker; of others errors are not counted. */
  static final int MAX_STREAMS = 65_536;

  private static final int ERROR_COUNTER = 0;
  private static final int STATUS_SEEN = 1;

  private static final Dialect DIALECT =
      new Dialect(
          "weir.grpc/",
          "weir_flow_limit",
          new Fallback(429, List.of(), "Blocked by Sentinel: FlowException"),
          RESOURCE_EXHAUSTED,
          true);

  private final Host host;
  private final Limits limits;
  private final GrpcHeaders grpc;
  private final HeaderMap responseHeaders;
  private final HeaderMap responseTrailers;
  private final Slice name = new Slice();
  private final StreamTable streams = new StreamTable(2, MAX_STREAMS);

  /** A filter without rules. */
  public GrpcFlowFilter(Host host) {
    this.host = host;
    this.limits = new Limits(host, DIALECT);
    this.grpc = new GrpcHeaders(host);
    this.responseHeaders = host.headers(MapType.RESPONSE_HEADERS);
    this.responseTrailers = host.headers(MapType.RESPONSE_TRAILERS);
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
    if (grpc.method(name) != Status.OK) {
      limits.undecided();
      return Action.CONTINUE;
    }
    Limit limit = limits.find(name);
    if (limit == null || !grpc.isCall()) {
      return Action.CONTINUE;
    }
    if (limits.admit(limit, 1)) {
      watch(stream, limit);
      return Action.CONTINUE;
    }
    limits.respond();
    return Action.PAUSE;
  }

  private void watch(int stream, Limit limit) {
    int row = streams.add(stream);
    if (row != StreamTable.NONE) {
      streams.set(row, ERROR_COUNTER, limits.errorCounter(limit));
    }
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
    int row = streams.find(context);
    if (row != StreamTable.NONE) {
      if (streams.get(row, STATUS_SEEN) == 0) {
        failed(row);
      }
      streams.remove(row);
    }
    return true;
  }

  private void ended(int stream, HeaderMap map) {
    int row = streams.find(stream);
    if (row != StreamTable.NONE && streams.get(row, STATUS_SEEN) == 0) {
      streams.set(row, STATUS_SEEN, 1);
      if (!grpc.isOk(map)) {
        failed(row);
      }
    }
  }

  private void failed(int row) {
    int counter = (int) streams.get(row, ERROR_COUNTER);
    if (counter != Metrics.NONE) {
      host.metrics().increment(counter, 1);
    }
  }
}
