package dev.weir.wasm.http.filter;

import dev.weir.engine.Decision;
import dev.weir.wasm.sdk.HeaderMap;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.context.RequestHeadersContext;
import dev.weir.wasm.sdk.context.RootContext;
import dev.weir.wasm.sdk.type.Action;
import dev.weir.wasm.sdk.type.BufferType;
import dev.weir.wasm.sdk.type.LogLevel;
import dev.weir.wasm.sdk.type.MapType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/**
 * Lets requests through or answers them, by the rules of their resource {@code METHOD:/path}.
 *
 * <p>The rules that were configured last hold for all streams of the VM. What cannot be decided (no
 * path, no time) goes on, and is counted as {@code weir.undecided}.
 */
public final class FlowFilter implements RootContext, RequestHeadersContext {

  /** Largest configuration, in bytes. */
  public static final int MAX_CONFIGURATION = 4 << 20;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Host host;
  private final ConfigurationReader reader;
  private final LimitCompiler compiler;
  private final Counters counters;
  private final SharedWindows windows;
  private final HeaderMap requestHeaders;
  private final Slice pathKey;
  private final Slice methodKey;
  private final Slice path = new Slice();
  private final Slice method = new Slice();
  private LimitTable table = LimitTable.EMPTY;
  private long revision;

  /** A filter without rules. */
  public FlowFilter(Host host) {
    this.host = host;
    this.reader = new ConfigurationReader(host.memory());
    this.counters = new Counters(host);
    this.compiler = new LimitCompiler(host, counters);
    this.windows = new SharedWindows(host, counters);
    this.requestHeaders = host.headers(MapType.REQUEST_HEADERS);
    this.pathKey = host.constant(":path");
    this.methodKey = host.constant(":method");
  }

  @Override
  public boolean onConfigure(int plugin, int size) {
    try {
      Configuration next = read(size);
      table = compiler.compile(next.rules());
      revision = next.revision();
      host.log(
          LogLevel.INFO,
          "revision "
              + revision
              + " in force: "
              + next.rules().size()
              + " rules on "
              + table.size()
              + " resources");
      return true;
    } catch (RefusedException e) {
      host.log(
          LogLevel.ERROR,
          "configuration refused, revision " + revision + " stays in force: " + e.getMessage());
      return false;
    }
  }

  private Configuration read(int size) {
    if (size < 1 || size > MAX_CONFIGURATION) {
      throw new RefusedException("it must have 1 to " + MAX_CONFIGURATION + " bytes, had " + size);
    }
    Slice text = new Slice();
    int status = host.buffer(BufferType.PLUGIN_CONFIGURATION).read(0, size, text);
    if (status != Status.OK || text.length() != size) {
      throw new RefusedException(
          "the proxy gave " + text.length() + " of " + size + " bytes with status " + status);
    }
    return reader.read(text);
  }

  @Override
  public int onRequestHeaders(int stream, int headers, boolean endOfStream) {
    if (table.size() == 0) {
      return Action.CONTINUE;
    }
    int pathStatus = requestHeaders.get(pathKey, path);
    int methodStatus = requestHeaders.get(methodKey, method);
    if (pathStatus != Status.OK || methodStatus != Status.OK) {
      counters.undecided();
      return Action.CONTINUE;
    }
    Limit limit = table.find(host.memory(), method, path);
    return limit == null ? Action.CONTINUE : enforce(limit);
  }

  private int enforce(Limit limit) {
    long nanos = host.nanos();
    if (nanos < 0) {
      counters.undecided();
      return Action.CONTINUE;
    }
    Decision decision = windows.decide(limit, nanos / NANOS_PER_MILLI);
    if (decision instanceof Decision.Block block) {
      counters.blocked(limit);
      host.streams().respond(limit.answer(block));
      return Action.PAUSE;
    }
    counters.passed(limit);
    return Action.CONTINUE;
  }
}
