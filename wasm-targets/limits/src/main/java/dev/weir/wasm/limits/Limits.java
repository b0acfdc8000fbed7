package dev.weir.wasm.limits;

import dev.weir.engine.Decision;
import dev.weir.wasm.sdk.Buffer;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.type.BufferType;
import dev.weir.wasm.sdk.type.LogLevel;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;
import org.jspecify.annotations.Nullable;

/**
 * The rules that are in force in a VM, and what they decide. Those that were configured last hold
 * for all streams.
 */
public final class Limits {

  /** Largest configuration, in bytes. */
  public static final int MAX_CONFIGURATION = 4 << 20;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Host host;
  private final Buffer configuration;
  private final ConfigurationReader reader;
  private final LimitCompiler compiler;
  private final Counters counters;
  private final SharedWindows windows;
  private LimitTable table = LimitTable.EMPTY;
  private @Nullable LocalResponse answer;
  private long revision;

  /** No rules yet. */
  public Limits(Host host, Dialect dialect) {
    this.host = host;
    this.configuration = host.buffer(BufferType.PLUGIN_CONFIGURATION);
    this.reader = new ConfigurationReader(host.memory());
    this.counters = new Counters(host, dialect.countErrors());
    this.compiler = new LimitCompiler(host, counters, dialect);
    this.windows = new SharedWindows(host, counters);
  }

  /** Takes the plugin's configuration, whole, or refuses it and says why in the proxy's log. */
  public boolean configure(int size) {
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
    int status = configuration.read(0, size, text);
    if (status != Status.OK || text.length() != size) {
      throw new RefusedException(
          "the proxy gave " + text.length() + " of " + size + " bytes with status " + status);
    }
    return reader.read(text);
  }

  /** Whether there are no rules. */
  public boolean isEmpty() {
    return table.size() == 0;
  }

  /** The limit of {@code METHOD:/path}, the path's query cut off; null when there is none. */
  public @Nullable Limit find(Slice method, Slice path) {
    return table.find(host.memory(), method, path);
  }

  /** The limit of a resource by its whole name; null when there is none. */
  public @Nullable Limit find(Slice name) {
    return table.find(host.memory(), name);
  }

  /** A call that could not be looked up goes on, and is counted. */
  public void undecided() {
    counters.undecided();
  }

  /**
   * Decides, and counts what it decides. Without a time the call goes on.
   *
   * @param batch how many calls, or bytes, at once; at least 1
   * @return whether it goes on; if not, {@link #answer} is what the caller gets
   */
  public boolean admit(Limit limit, int batch) {
    long nanos = host.nanos();
    if (nanos < 0) {
      counters.undecided();
      return true;
    }
    Decision decision = windows.decide(limit, nanos / NANOS_PER_MILLI, batch);
    if (decision instanceof Decision.Block block) {
      counters.blocked(limit, batch);
      answer = limit.answer(block);
      return false;
    }
    counters.passed(limit, batch);
    return true;
  }

  /** Answers the request that was blocked last. */
  public void respond() {
    LocalResponse current = answer;
    if (current != null) {
      host.streams().respond(current);
    }
  }

  /** The id of the counter of failed calls; -1 for none. */
  public int errorCounter(Limit limit) {
    return limit.counters().error();
  }
}
