package dev.weir.wasm.limits;

import dev.weir.engine.HostedResource;
import dev.weir.engine.call.BreakerListener;
import dev.weir.engine.call.BreakerState;
import dev.weir.engine.call.Inbound;
import dev.weir.engine.call.Names;
import dev.weir.engine.call.Options;
import dev.weir.engine.call.ParamHash;
import dev.weir.engine.call.Plan;
import dev.weir.engine.call.Signals;
import dev.weir.engine.cell.StatNode;
import dev.weir.engine.match.NamePattern;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import dev.weir.wasm.limits.param.ParamKey;
import dev.weir.wasm.limits.shard.ShardNeeds;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.type.Slice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles rules into limits, and lays out in linear memory by what they are found. */
final class LimitCompiler {

  /** Most rules of one resource: all their windows are read and written at every request. */
  static final int MAX_RULES_PER_RESOURCE = 64;

  /** Room before a resource's name, in bytes, for what the key of its cells begins with. */
  private static final int KEY_ROOM = 64;

  private final Host host;
  private final Dialect dialect;
  private final Upstreams upstreams;
  private final Layout layout;
  private final HostedResource.Host surroundings;
  private final Limit.Maker maker = this::state;
  private Compiled terms = Compiled.NOTHING;
  private Compiled inForce = Compiled.NOTHING;
  private Map<String, Limit> carried = Map.of();
  private int generation;

  /**
   * @param signals figures of the host, which rules look at
   */
  LimitCompiler(
      Host host, Counters counters, Dialect dialect, Signals signals, Upstreams upstreams) {
    this.host = host;
    this.dialect = dialect;
    this.upstreams = upstreams;
    this.layout = new Layout(host, dialect);
    this.surroundings = surroundings(ValueKey.random(host), counters, signals);
  }

  /**
   * What was compiled beside the limits.
   *
   * @param patterns rules for all resources that match
   * @param system the system rules
   * @param hotspots how hotspot rules are enforced
   */
  private record Compiled(
      List<PatternLimits.Pattern> patterns, SystemTerms system, HotspotTerms hotspots) {

    static final Compiled NOTHING = new Compiled(List.of(), SystemTerms.NONE, HotspotTerms.NONE);
  }

  /**
   * Begins with other rules; {@link #commit} or {@link #abandon} must follow, and {@link #settle}.
   *
   * @param knowing limits in force whose hotspot rules know values, by resource
   */
  void begin(Map<String, Limit> knowing) {
    carried = knowing;
    layout.begin();
    generation++;
  }

  /** What was compiled since the beginning is in force. */
  void commit() {
    layout.end();
    inForce = terms;
  }

  /** What was in force stays so. */
  void abandon() {
    layout.abandon();
    generation--;
    terms = inForce;
  }

  /** Limits that are compiled from now on know no values. */
  void settle() {
    carried = Map.of();
  }

  /**
   * Compiles the rules that are in no shard.
   *
   * @param next what they are part of
   * @throws RefusedException when the rules do not fit
   */
  LimitTable compile(Configuration next) {
    List<Rule> rules = next.rules();
    Sharding sharding = next.sharding();
    long wanted = ShardNeeds.values(rules) + (sharding == null ? 0 : sharding.needs().values());
    HotspotTerms hotspots =
        HotspotTerms.of(wanted, dialect.calls() != Dialect.Calls.CONNECTION, next.memory());
    List<PatternLimits.Pattern> found = patterns(rules);
    for (PatternLimits.Pattern pattern : found) {
      layout.answer(pattern.rule());
    }
    terms = new Compiled(found, SystemTerms.NONE, hotspots);
    LimitTable table = table(group(rules, next.definitions(), found));
    terms = new Compiled(found, system(rules), hotspots);
    return table;
  }

  /**
   * Compiles the rules of a shard, after those that are in none.
   *
   * @throws RefusedException when the rules do not fit
   */
  LimitTable shard(List<Rule> rules) {
    return table(group(rules, Definitions.NONE, terms.patterns()));
  }

  /** Limits of a shard whose rules did not change, laid down anew. */
  LimitTable again(LimitTable before) {
    Limit[] limits = new Limit[before.size()];
    int slots = layout.allocate(LimitTable.bytes(limits.length));
    for (int i = 0; i < limits.length; i++) {
      Limit old = before.limits()[i];
      limits[i] = limit(old.name(), old.rules(), List.of(old.params()));
    }
    return LimitTable.of(host.memory(), slots, limits);
  }

  private LimitTable table(Map<String, List<Rule>> byResource) {
    int slots = layout.allocate(LimitTable.bytes(byResource.size()));
    List<Limit> limits = new ArrayList<>();
    for (Map.Entry<String, List<Rule>> entry : byResource.entrySet()) {
      List<ParamKey> params = new ArrayList<>();
      List<Rule> enforced = terms.hotspots().enforced(entry.getValue(), params);
      limits.add(limit(entry.getKey(), enforced, params));
    }
    return LimitTable.of(host.memory(), slots, limits.toArray(new Limit[0]));
  }

  /** Room for a text that stays as long as these rules. */
  int allocate(int size) {
    return layout.allocate(size);
  }

  /** Up to where linear memory is in use. */
  int mark() {
    return layout.mark();
  }

  /** What is laid down next begins there. */
  void rewind(int mark) {
    layout.rewind(mark);
  }

  /** How many bytes are left. */
  int free() {
    return layout.free();
  }

  /**
   * System rules, compiled.
   *
   * @param rules in order of precedence
   * @param unruled stands for all calls, and for those that no other rule is for; null without
   *     rules
   */
  record SystemTerms(List<SystemRule> rules, @Nullable Limit unruled) {

    static final SystemTerms NONE = new SystemTerms(List.of(), null);
  }

  /** The system rules of what was compiled last. */
  SystemTerms system() {
    return terms.system();
  }

  /** What rules are compiled for. */
  HostedResource.Host surroundings() {
    return surroundings;
  }

  private SystemTerms system(List<Rule> rules) {
    List<SystemRule> found = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule instanceof SystemRule system) {
        found.add(system);
      }
    }
    if (found.isEmpty()) {
      return SystemTerms.NONE;
    }
    String name = SystemRule.TOTAL_INBOUND;
    for (Rule rule : found) {
      layout.answer(rule);
    }
    Limit all =
        new Limit(
            new Limit.Keys(name, new Slice(), generation),
            List.copyOf(found),
            List.of(),
            this::ofAll);
    return new SystemTerms(found, all);
  }

  /** The number of what was compiled last. */
  int generation() {
    return generation;
  }

  /** What is to be told of what was compiled last; may be empty. */
  String note() {
    return hotspots().shares() ? ", hotspot rules know fewer values than they ask for" : "";
  }

  /** How hotspot rules are enforced, of what was compiled last. */
  HotspotTerms hotspots() {
    return terms.hotspots();
  }

  /** Rules for all resources that match, of what was compiled last. */
  List<PatternLimits.Pattern> patterns() {
    return terms.patterns();
  }

  /** What limits that were made {@link #later} for these rules have as their generation. */
  int laterGeneration() {
    return -generation;
  }

  /** A limit that is not in the table, for the rules that were compiled last. */
  Limit later(String resource, List<Rule> rules) {
    Limit.Keys keys = new Limit.Keys(resource, new Slice(), laterGeneration());
    return new Limit(keys, rules, List.of(), maker);
  }

  private List<PatternLimits.Pattern> patterns(List<Rule> rules) {
    List<PatternLimits.Pattern> found = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule.regex()) {
        found.add(new PatternLimits.Pattern(rule, compiled(rule)));
      }
    }
    return found;
  }

  private static Names compiled(Rule rule) {
    try {
      return NamePattern.of(rule.resource());
    } catch (IllegalArgumentException e) {
      throw new RefusedException("rule '" + rule.id() + "': " + e.getMessage());
    }
  }

  /** Rules by the resource that they name; those whose pattern matches it come last. */
  private static Map<String, List<Rule>> group(
      List<Rule> rules, Definitions defined, List<PatternLimits.Pattern> patterns) {
    Map<String, List<Rule>> byResource = new LinkedHashMap<>();
    for (Rule rule : rules) {
      if (!rule.regex() && !(rule instanceof SystemRule)) {
        byResource.computeIfAbsent(rule.resource(), name -> new ArrayList<>()).add(rule);
      }
    }
    for (Definitions.Definition definition : defined.all()) {
      if (!PatternLimits.matching(patterns, definition.name()).isEmpty()) {
        byResource.computeIfAbsent(definition.name(), name -> new ArrayList<>());
      }
    }
    for (Map.Entry<String, List<Rule>> entry : byResource.entrySet()) {
      entry.getValue().addAll(PatternLimits.matching(patterns, entry.getKey()));
      if (entry.getValue().size() > MAX_RULES_PER_RESOURCE) {
        throw new RefusedException(
            "resource '" + entry.getKey() + "' has more than " + MAX_RULES_PER_RESOURCE + " rules");
      }
    }
    return byResource;
  }

  private static HostedResource.Host surroundings(
      ParamHash key, Counters counters, Signals signals) {
    BreakerListener opened =
        event -> {
          if (event.to() == BreakerState.OPEN) {
            counters.opened(event.rule().resource());
          }
        };
    return new HostedResource.Host(
        signals,
        Options.DEFAULT.withInheritedDebt().withAbandonedProbes().withParamHash(key),
        opened,
        new Inbound(new StatNode(), Plan.EMPTY));
  }

  private Limit limit(String resource, List<Rule> rules, List<ParamKey> params) {
    for (Rule rule : rules) {
      layout.answer(rule);
    }
    Slice name = layout.name(resource, KEY_ROOM);
    Limit.Keys keys = new Limit.Keys(resource, name, generation);
    Limit limit = new Limit(keys, exactly(rules), params, maker);
    limit.inherit(carried.get(resource));
    return limit;
  }

  /** The same without room for more. */
  static List<Rule> exactly(List<Rule> rules) {
    return rules.size() == 1 ? Collections.singletonList(rules.get(0)) : List.copyOf(rules);
  }

  /** What decides calls of a limit; it goes on with the values that an older one knows. */
  private LimitState state(Limit limit, @Nullable LimitState before) {
    List<Rule> rules = limit.rules();
    HostedResource node =
        before == null
            ? new HostedResource(limit.name(), rules, surroundings)
            : before.node().next(rules);
    Traits traits = Traits.of(rules, dialect.calls() == Dialect.Calls.CALL);
    SharedNodes nodes = upstreams.nodes(dialect.sharedPrefix(), limit.name(), rules);
    return new LimitState(key(limit.keys(), node.layout()), node, answers(rules), traits, nodes);
  }

  /** All calls together: their rules are asked elsewhere. */
  private LimitState ofAll(Limit all, @Nullable LimitState before) {
    HostedResource node = new HostedResource(all.name(), List.of(), surroundings);
    LimitState.Key key = new LimitState.Key(all.name(), new Slice());
    return new LimitState(key, node, answers(all.rules()), Traits.of(all.rules(), false), null);
  }

  /**
   * The key ends with the resource, whose bytes lie there already with room before them. Cells of
   * another layout are other data; the same layout is found again by any rule set.
   */
  private LimitState.Key key(Limit.Keys keys, String cells) {
    String name = dialect.sharedPrefix() + cells + '/' + keys.resource();
    int head = name.length() - keys.resource().length();
    Slice tail = keys.compared();
    if (keys.generation() != generation || head > KEY_ROOM || tail.address() == 0) {
      return new LimitState.Key(name, new Slice());
    }
    for (int i = 0; i < head; i++) {
      host.memory().store8(tail.address() - head + i, name.charAt(i));
    }
    return new LimitState.Key(name, new Slice(tail.address() - head, head + tail.length()));
  }

  private Answers answers(List<Rule> rules) {
    LocalResponse[] answers = new LocalResponse[rules.size()];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = layout.laid(rules.get(i));
    }
    return new Answers(rules, answers);
  }

  /** How many bytes of linear memory the rules take that were compiled last. */
  int laid() {
    return layout.laid();
  }

  /** How many bytes of linear memory rules have ever taken. */
  int touched() {
    return layout.touched();
  }
}
