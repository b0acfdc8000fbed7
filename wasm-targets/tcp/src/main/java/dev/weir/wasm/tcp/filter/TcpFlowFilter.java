package dev.weir.wasm.tcp.filter;

import dev.weir.rule.Fallback;
import dev.weir.wasm.limits.Dialect;
import dev.weir.wasm.limits.Limit;
import dev.weir.wasm.limits.Limits;
import dev.weir.wasm.limits.Upstreams;
import dev.weir.wasm.sdk.Buffer;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.StreamTable;
import dev.weir.wasm.sdk.context.DoneContext;
import dev.weir.wasm.sdk.context.DownstreamDataContext;
import dev.weir.wasm.sdk.context.NewConnectionContext;
import dev.weir.wasm.sdk.context.RootContext;
import dev.weir.wasm.sdk.context.TickContext;
import dev.weir.wasm.sdk.context.UpstreamDataContext;
import dev.weir.wasm.sdk.type.Action;
import dev.weir.wasm.sdk.type.BufferType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.StreamType;
import org.jspecify.annotations.Nullable;

/**
 * Limits connections, and bytes over all connections of a port, by the rules of the resources
 * {@code tcp:PORT} and {@code tcp:PORT/bytes}. A connection is decided before its first byte; one
 * that is blocked, then or later, is closed and nothing more of it goes on.
 *
 * <p>Bytes are decided as they come, those of both directions together, each piece whole: a piece
 * larger than the threshold finds no room at any time.
 */
public final class TcpFlowFilter
    implements RootContext,
        NewConnectionContext,
        DownstreamDataContext,
        UpstreamDataContext,
        DoneContext,
        TickContext {

  /** Most connections of one worker that are remembered as closed. */
  static final int MAX_CLOSED = 65_536;

  private static final Dialect DIALECT =
      new Dialect(
          "weir.tcp/",
          "weir_flow_limit",
          Fallback.TOO_MANY_REQUESTS,
          LocalResponse.NO_GRPC_STATUS,
          Dialect.Calls.CONNECTION);

  private final Host host;
  private final Limits limits;
  private final PortNames names;
  private final Buffer fromClient;
  private final Buffer fromService;
  private final StreamTable closed = new StreamTable(1, MAX_CLOSED);
  private final Slice nothing = new Slice();

  /** A filter without rules. */
  public TcpFlowFilter(Host host) {
    this.host = host;
    PortNames known = new PortNames(host);
    this.names = known;
    this.limits = new Limits(host, DIALECT, (key, value) -> known.client(value), Upstreams.NONE);
    this.fromClient = host.buffer(BufferType.DOWNSTREAM_DATA);
    this.fromService = host.buffer(BufferType.UPSTREAM_DATA);
  }

  @Override
  public boolean onConfigure(int plugin, int size) {
    return limits.configure(plugin, size);
  }

  @Override
  public int onNewConnection(int stream) {
    Limit limit = limits.isEmpty() ? null : limit(false);
    return switch (limit == null ? Limits.PASS : limits.enter(limit, stream)) {
      case Limits.PASS -> Action.CONTINUE;
      case Limits.WAIT -> Action.PAUSE;
      default -> close(stream);
    };
  }

  @Override
  public int onDownstreamData(int stream, int size, boolean endOfStream) {
    return onData(stream, size, fromClient);
  }

  @Override
  public int onUpstreamData(int stream, int size, boolean endOfStream) {
    return onData(stream, size, fromService);
  }

  @Override
  public boolean onDone(int context) {
    int row = closed.find(context);
    if (row != StreamTable.NONE) {
      closed.remove(row);
    }
    limits.exit(context, false);
    return true;
  }

  @Override
  public void onTick(int plugin) {
    limits.tick(plugin);
  }

  private int onData(int stream, int size, Buffer bytes) {
    if (closed.find(stream) != StreamTable.NONE) {
      bytes.replace(nothing);
      return Action.PAUSE;
    }
    Limit limit = limits.isEmpty() || size == 0 ? null : limit(true);
    if (limit == null || limits.admit(limit, size)) {
      return Action.CONTINUE;
    }
    bytes.replace(nothing);
    return close(stream);
  }

  private @Nullable Limit limit(boolean ofBytes) {
    Slice name = names.resource(ofBytes);
    if (name.length() == 0) {
      limits.undecided();
      return null;
    }
    return limits.find(name);
  }

  private int close(int stream) {
    closed.add(stream);
    host.streams().close(StreamType.DOWNSTREAM);
    return Action.PAUSE;
  }
}
