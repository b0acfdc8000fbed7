package dev.weir.wasm.limits;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Rule;
import dev.weir.rule.TokenCalculation;
import dev.weir.wasm.limits.shard.ResourceHash;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.json.JsonException;
import dev.weir.wasm.sdk.type.LogLevel;
import dev.weir.wasm.sdk.type.Slice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits of the rules that came in shards. A shard whose text is to the byte one that was found
 * good is not read until the first call comes for a resource of it, or never in a VM that only
 * tries the configuration; if this VM has read the same text, its limits are merely laid down anew.
 * Any other shard is read before the configuration is accepted.
 *
 * <p>What is read late cannot fail: the text is good, and its room was set aside. Should it fail
 * all the same, the resources of the shard keep the limits that they had in this VM, which is
 * logged and counted as {@code weir.unreadable_shards}, and the next configuration is read whole.
 */
final class Shards {

  /** Longest name of a resource, in bytes. */
  private static final int MAX_NAME = 3 * 1_024;

  /**
   * Room that a rule takes at most beyond the length of its text: a key's prefix, a table's slots.
   */
  private static final int ROOM_PER_RULE = 160;

  /** Room that a pattern adds to the key of each resource that it matches. */
  private static final int ROOM_PER_PATTERN = 24;

  private static final int ROOM_PER_SHARD = 64;

  private static final Limit[] NO_LIMITS = {};

  private final Host host;
  private final ConfigurationReader reader;
  private final LimitCompiler compiler;
  private final Counters counters;
  private final Budget budget;
  private final KnownGood known;
  private @Nullable Sheet inForce;
  private int uses;

  Shards(Host host, Dialect dialect, LimitCompiler compiler, Counters counters, Budget budget) {
    this.host = host;
    this.reader = new ConfigurationReader(host.memory());
    this.compiler = compiler;
    this.counters = counters;
    this.budget = budget;
    this.known = new KnownGood(host, dialect);
  }

  /** The shards of one configuration. */
  static final class Sheet {

    private final ShardedText text;
    private final boolean patterned;
    private final boolean pacing;
    private final HotspotTerms hotspots;
    private final Shard[] shards = new Shard[ResourceHash.SHARDS];
    private final int rules;
    private final int arguments;
    private int read;
    private long bytes;

    Sheet(ShardedText text, Sharding sharding, LimitCompiler compiler) {
      this.text = text;
      this.patterned = !compiler.patterns().isEmpty();
      this.pacing = sharding.pacing();
      this.hotspots = compiler.hotspots();
      this.rules = sharding.needs().rules();
      this.arguments = sharding.needs().arguments();
    }

    /** How many rules they have, and how many shards were read before they were in force. */
    String text() {
      return ", " + rules + " rules in shards, of which " + read + " read";
    }
  }

  /**
   * Makes shards ready while their configuration is compiled, after the other rules.
   *
   * @throws RefusedException when a shard is bad, or there is no room
   */
  @Nullable Sheet prepare(Configuration next) {
    Sharding sharding = next.sharding();
    if (sharding == null) {
      return null;
    }
    int address = compiler.allocate(ShardedText.bytes(sharding));
    ShardedText text = ShardedText.write(host.memory(), address, sharding);
    Sheet sheet = new Sheet(text, sharding, compiler);
    divide(sheet);
    if (sheet.rules + next.rules().size() > ConfigurationReader.MAX_RULES) {
      throw new RefusedException("more than " + ConfigurationReader.MAX_RULES + " rules");
    }
    boolean late = compiler.free() >= room(sheet);
    if (late) {
      believe(sheet);
    }
    for (Shard shard : sheet.shards) {
      if (!late || !shard.sound()) {
        readNow(sheet, shard, late ? Budget.trial(next.memory()) : Long.MAX_VALUE);
      }
    }
    return sheet;
  }

  /**
   * What the rules take as objects at most, as far as they were read.
   *
   * @param size of the configuration, in bytes
   */
  static long bytes(Configuration next, int size, @Nullable Sheet sheet) {
    int others = sheet == null ? size : size - sheet.text.shardBytes();
    return Weights.rules(next.rules(), others) + (sheet == null ? 0 : sheet.bytes);
  }

  private static long weight(Shard shard, LimitTable table) {
    long bytes = Weights.rules(List.of(), shard.text().length());
    for (Limit limit : table.limits()) {
      bytes += Weights.rules(limit.rules(), 0);
    }
    return bytes;
  }

  /** A shard was read late: those go, if need be, whose last call is the longest ago. */
  private void forget(Sheet sheet, Shard but) {
    boolean much = budget.late(but.weight());
    Shard oldest = but;
    while (much && oldest != null) {
      oldest = null;
      for (Shard shard : sheet.shards) {
        boolean may = shard != but && shard.isForgettable();
        if (may && (oldest == null || shard.use - oldest.use < 0)) {
          oldest = shard;
        }
      }
      if (oldest != null) {
        much = budget.late(-oldest.forget());
        counters.evicted();
      }
    }
  }

  /** These are in force; null for none. */
  void configured(@Nullable Sheet sheet) {
    inForce = sheet;
    if (sheet != null && sheet.read > 0) {
      known.remember(sheet.text);
    }
  }

  /** Adds limits whose hotspot rules know values, by resource. */
  void knowing(Map<String, Limit> into) {
    Sheet sheet = inForce;
    if (sheet != null) {
      for (Shard shard : sheet.shards) {
        LimitTable table = shard.table();
        if (table != null) {
          table.knowing(into);
        }
      }
    }
  }

  /**
   * Reads, of what is in force now, the shards of resources whose hotspot rules knew values: they
   * go on with them.
   */
  void carry(Map<String, Limit> knowing) {
    Sheet sheet = inForce;
    if (sheet == null || knowing.isEmpty()) {
      return;
    }
    for (String resource : knowing.keySet()) {
      Shard shard = sheet.shards[ResourceHash.shard(resource)];
      if (shard.table() == null) {
        readLate(sheet, shard);
      }
    }
    for (Shard shard : sheet.shards) {
      LimitTable table = shard.table();
      if (table != null) {
        budget.carried(table);
      }
    }
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return inForce == null;
  }

  /** The limit of {@code METHOD:/path}, the path's query cut off; null when there is none. */
  @Nullable Limit find(Slice method, Slice path) {
    Sheet sheet = inForce;
    Memory memory = host.memory();
    int end = LimitTable.pathEnd(memory, path, MAX_NAME - method.length() - 1);
    if (sheet == null || end < 0) {
      return null;
    }
    int hash = LimitTable.hash(memory, method, path.address(), end);
    return table(sheet, hash).at(memory, hash, method, path.address(), end - path.address());
  }

  /** The limit of a resource by its whole name; null when there is none. */
  @Nullable Limit find(Slice name) {
    Sheet sheet = inForce;
    if (sheet == null || name.length() > MAX_NAME) {
      return null;
    }
    int hash = LimitTable.hash(host.memory(), name);
    return table(sheet, hash).at(host.memory(), hash, name);
  }

  private LimitTable table(Sheet sheet, int hash) {
    Shard shard = sheet.shards[ResourceHash.shard(hash)];
    shard.use = ++uses;
    LimitTable table = shard.table();
    return table != null ? table : readLate(sheet, shard);
  }

  private void divide(Sheet sheet) {
    Sheet old = inForce;
    boolean comparable =
        old != null && comparable(sheet, old.text, sheet.patterned || old.patterned);
    for (int i = 0; i < sheet.shards.length; i++) {
      Shard before = old == null ? null : old.shards[i];
      boolean same = comparable && same(sheet, old, i);
      boolean alike = same && alike(sheet, old, before);
      sheet.shards[i] = new Shard(i, sheet.text.shard(i), before, same, alike);
    }
  }

  private static boolean same(Sheet sheet, @Nullable Sheet old, int index) {
    return old != null && !old.shards[index].failed() && sheet.text.sameShard(old.text, index);
  }

  /** Whether the same text gives the same limits: hotspot rules have a share of what all know. */
  private static boolean alike(Sheet sheet, @Nullable Sheet old, @Nullable Shard before) {
    if (old == null || before == null || sheet.hotspots.same(old.hotspots)) {
      return true;
    }
    LimitTable limits = before.latest();
    for (Limit limit : limits == null ? NO_LIMITS : limits.limits()) {
      if (limit.params().length > 0) {
        return false;
      }
    }
    return true;
  }

  /** Asks other VMs, by what they left, for shards that this one does not know. */
  private void believe(Sheet sheet) {
    boolean all = true;
    for (Shard shard : sheet.shards) {
      all &= shard.sound();
    }
    if (all) {
      return;
    }
    int mark = host.buffers().mark();
    ShardedText good = known.read();
    if (good != null && comparable(sheet, good, sheet.patterned)) {
      for (Shard shard : sheet.shards) {
        if (sheet.text.sameShard(good, shard.index())) {
          shard.believe();
        }
      }
    }
    host.buffers().rewind(mark);
  }

  /** Whether the same text in both means the same. Patterns may match any resource. */
  private static boolean comparable(Sheet sheet, ShardedText other, boolean patterned) {
    return sheet.text.comparable(other) && (!patterned || sheet.text.sameRules(other));
  }

  /** What the shards take in linear memory at most, once all were read. */
  private long room(Sheet sheet) {
    int patterns = Math.min(compiler.patterns().size(), LimitCompiler.MAX_RULES_PER_RESOURCE);
    return sheet.text.shardBytes()
        + (long) sheet.rules * (ROOM_PER_RULE + ROOM_PER_PATTERN * patterns)
        + ROOM_PER_SHARD * ResourceHash.SHARDS;
  }

  /** Reads a shard to see that it is good; beyond so many bytes it is forgotten at once. */
  private void readNow(Sheet sheet, Shard shard, long most) {
    try {
      readAt(sheet, shard);
      if (sheet.bytes + shard.weight() <= most) {
        sheet.bytes += shard.weight();
      } else {
        shard.forget();
      }
      sheet.read++;
    } catch (JsonException e) {
      throw refused(shard, e);
    }
  }

  private LimitTable readLate(Sheet sheet, Shard shard) {
    try {
      LimitTable table = readAt(sheet, shard);
      forget(sheet, shard);
      return table;
    } catch (RuntimeException e) {
      LimitTable instead = before(shard);
      shard.fail(instead);
      counters.unreadable();
      known.forget();
      host.log(LogLevel.ERROR, "shard " + shard.index() + " is not in force: " + e.getMessage());
      return instead;
    }
  }

  /** Reads a shard; one that was read before is laid down where it was. */
  private LimitTable readAt(Sheet sheet, Shard shard) {
    int end = compiler.mark();
    int from = shard.mark() == 0 ? end : shard.mark();
    compiler.rewind(from);
    boolean first = from == end;
    try {
      LimitTable table = limits(sheet, shard);
      shard.read(table, from, weight(shard, table));
      return table;
    } finally {
      if (!first) {
        compiler.rewind(end);
      }
    }
  }

  private LimitTable before(Shard shard) {
    try {
      return compiler.again(shard.before());
    } catch (RefusedException e) {
      return LimitTable.empty();
    }
  }

  private LimitTable limits(Sheet sheet, Shard shard) {
    if (shard.unchanged()) {
      return compiler.again(shard.before());
    }
    List<Rule> rules = reader.shard(shard.text());
    for (Rule rule : rules) {
      check(sheet, shard, rule);
    }
    LimitTable table = compiler.shard(rules);
    for (Limit limit : table.limits()) {
      if (limit.params().length > sheet.arguments) {
        throw new RefusedException(
            "resource '" + limit.name() + "' looks at more values than is announced");
      }
    }
    return table;
  }

  private static void check(Sheet sheet, Shard shard, Rule rule) {
    if (ResourceHash.shard(rule.resource()) != shard.index() || !divisible(rule)) {
      throw new RefusedException("rule '" + rule.id() + "' does not belong into its shard");
    }
    if (!sheet.pacing && Traits.of(List.of(rule), false).pacing()) {
      throw new RefusedException("rule '" + rule.id() + "' paces, which is not announced");
    }
  }

  /** Whether a rule can be read without the rules of other resources. */
  private static boolean divisible(Rule rule) {
    if (rule instanceof FlowRule flow) {
      return !flow.regex() && !(flow.tokenCalculation() instanceof TokenCalculation.MemoryAdaptive);
    }
    return !rule.regex()
        && (rule instanceof IsolationRule
            || rule instanceof CircuitBreakerRule
            || rule instanceof HotspotRule);
  }

  private static RefusedException refused(Shard shard, JsonException e) {
    return new RefusedException("shard " + shard.index() + ": " + e.getMessage());
  }
}
