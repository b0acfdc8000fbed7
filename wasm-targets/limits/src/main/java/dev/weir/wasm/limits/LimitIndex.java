package dev.weir.wasm.limits;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Slice;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits that are in force, by the names of their resources. */
final class LimitIndex {

  private final Memory memory;
  private final LimitCompiler compiler;
  private final PatternLimits patterns;
  private final Shards shards;
  private LimitTable table = LimitTable.empty();
  private Map<String, Limit> knowing = Map.of();

  /** What stands for calls that no rule of a resource is for, where there are system rules. */
  private @Nullable Limit unruled;

  LimitIndex(Host host, Dialect dialect, LimitCompiler compiler, Counters counters, Budget budget) {
    this.memory = host.memory();
    this.compiler = compiler;
    this.patterns = new PatternLimits(compiler, budget);
    this.shards = new Shards(host, dialect, compiler, counters, budget);
  }

  /** Limits of rules that are in no shard. */
  LimitTable table() {
    return table;
  }

  /** What stands for calls that no rule of a resource is for; null without system rules. */
  @Nullable Limit unruled() {
    return unruled;
  }

  /** Begins with a configuration; {@link #end} must follow. */
  void begin() {
    knowing = new HashMap<>();
    table.knowing(knowing);
    shards.knowing(knowing);
    compiler.begin(knowing);
  }

  /**
   * Ends with a configuration.
   *
   * @param inForce whether it is in force, its hotspot rules with the values that were known; else
   *     nothing has changed
   */
  void end(boolean inForce) {
    if (inForce) {
      shards.carry(knowing);
    } else {
      compiler.abandon();
    }
    compiler.settle();
    knowing = Map.of();
  }

  /** Reads the shards of a configuration. */
  Shards.@Nullable Sheet prepare(Configuration next) {
    return shards.prepare(next);
  }

  /** What was compiled last is in force. */
  void configured(LimitTable compiled, Shards.@Nullable Sheet sheet) {
    table = compiled;
    shards.configured(sheet);
    patterns.configured(compiler.patterns());
    unruled = compiler.system().unruled();
  }

  /** What a configuration that is in force has, for people. */
  String text(Configuration next, Shards.@Nullable Sheet sheet) {
    String rules = next.rules().size() + " rules on " + table.size() + " resources";
    return rules + (sheet == null ? "" : sheet.text()) + compiler.note();
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return table.size() == 0 && unruled == null && patterns.isEmpty() && shards.isEmpty();
  }

  /** The limit of {@code METHOD:/path}, the path's query cut off; null when there is none. */
  @Nullable Limit find(Slice method, Slice path) {
    Limit limit = table.find(memory, method, path);
    if (limit == null && !shards.isEmpty()) {
      limit = shards.find(method, path);
    }
    if (limit == null && !patterns.isEmpty()) {
      limit = patterns.find(LongName.of(memory, method, path));
    }
    return limit != null ? limit : unruled;
  }

  /** The limit of a resource by its whole name; null when there is none. */
  @Nullable Limit find(Slice name) {
    Limit limit = table.find(memory, name);
    if (limit == null && !shards.isEmpty()) {
      limit = shards.find(name);
    }
    if (limit == null && !patterns.isEmpty()) {
      limit = patterns.find(LongName.of(memory, name));
    }
    return limit != null ? limit : unruled;
  }
}
