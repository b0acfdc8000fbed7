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
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles rules into limits, and lays out in linear memory by what they are found. */
final class LimitCompiler {

  /** Most rules of one resource: all their windows are read and written at every request. */
  static final int MAX_RULES_PER_RESOURCE = 64;

  private final Host host;
  private final Counters counters;
  private final Dialect dialect;
  private final Upstreams upstreams;
  private final Layout layout;
  private final HostedResource.Host surroundings;
  private Compiled terms = Compiled.NOTHING;
  private Compiled inForce = Compiled.NOTHING;
  private int generation;

  /**
   * @param signals figures of the host, which rules look at
   */
  LimitCompiler(
      Host host, Counters counters, Dialect dialect, Signals signals, Upstreams upstreams) {
    this.host = host;
    this.counters = counters;
    this.dialect = dialect;
    this.upstreams = upstreams;
    this.layout = new Layout(host, dialect);
    this.surroundings = surroundings(ValueKey.random(host), counters, signals);
  }

  /**
   * What was compiled beside the limits.
   *
   * @param patterns rules for all resources that match
   * @param answers of these rules, by their ids
   * @param system the system rules
   * @param note what is to be told; may be empty
   */
  private record Compiled(
      List<PatternLimits.Pattern> patterns,
      Map<String, LocalResponse> answers,
      SystemTerms system,
      String note) {

    static final Compiled NOTHING = new Compiled(List.of(), Map.of(), SystemTerms.NONE, "");
  }

  /** Begins with other rules; {@link #commit} or {@link #abandon} must follow. */
  void begin() {
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

  /**
   * Compiles the rules that are in no shard.
   *
   * @param defined names of resources that are found by what requests have
   * @param before what is in force: hotspot rules go on with the values that they know
   * @throws RefusedException when the rules do not fit
   */
  LimitTable compile(List<Rule> rules, Definitions defined, LimitTable before) {
    HotspotTerms hotspots = HotspotTerms.of(rules, dialect.calls() != Dialect.Calls.CONNECTION);
    List<PatternLimits.Pattern> found = patterns(rules);
    Map<String, LocalResponse> answers = answersOf(found);
    terms = new Compiled(found, answers, SystemTerms.NONE, "");
    LimitTable table = table(group(rules, defined, found), hotspots, before);
    String note = hotspots.shares() ? ", hotspot rules know fewer values than they ask for" : "";
    terms = new Compiled(found, answers, system(rules), note);
    return table;
  }

  /**
   * Compiles the rules of a shard, after those that are in none.
   *
   * @throws RefusedException when the rules do not fit
   */
  LimitTable shard(List<Rule> rules, LimitTable before) {
    Map<String, List<Rule>> byResource = group(rules, Definitions.NONE, terms.patterns());
    return table(byResource, HotspotTerms.of(List.of(), false), before);
  }

  /** Limits whose rules did not change, laid down anew: they keep their nodes. */
  LimitTable again(LimitTable before) {
    Limit[] limits = new Limit[before.size()];
    int slots = layout.allocate(LimitTable.bytes(limits.length));
    for (int i = 0; i < limits.length; i++) {
      Limit old = before.limits()[i];
      limits[i] =
          new Limit(
              keys(old.name(), old.node().layout()),
              new Limit.Terms(answers(old.rules()), old.traits(), old.params(), old.nodes()),
              old.node(),
              old.counters());
    }
    return LimitTable.of(host.memory(), slots, limits);
  }

  private LimitTable table(
      Map<String, List<Rule>> byResource, HotspotTerms hotspots, LimitTable before) {
    Map<String, Limit> old = byName(before);
    int slots = layout.allocate(LimitTable.bytes(byResource.size()));
    List<Limit> limits = new ArrayList<>();
    for (Map.Entry<String, List<Rule>> entry : byResource.entrySet()) {
      limits.add(limit(entry, hotspots, old.get(entry.getKey())));
    }
    return LimitTable.of(host.memory(), slots, limits.toArray(new Limit[0]));
  }

  /** Room for a text that stays as long as these rules. */
  int allocate(int size) {
    return layout.allocate(size);
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
    List<Rule> laid = new ArrayList<>(found);
    Traits traits = Traits.of(laid, false);
    Slice nowhere = new Slice();
    Limit all =
        new Limit(
            new Limit.Keys(name, name, nowhere, nowhere, generation),
            new Limit.Terms(answers(laid), traits, new ParamKey[0], null),
            new HostedResource(name, List.of(), surroundings),
            counters.of(name));
    return new SystemTerms(found, all);
  }

  /** The number of what was compiled last. */
  int generation() {
    return generation;
  }

  /** What is to be told of what was compiled last; may be empty. */
  String note() {
    return terms.note();
  }

  private static Map<String, Limit> byName(LimitTable table) {
    Map<String, Limit> limits = new HashMap<>();
    for (Limit limit : table.limits()) {
      limits.put(limit.name(), limit);
    }
    return limits;
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
  Limit later(String resource, List<Rule> rules, @Nullable Limit before) {
    HostedResource node = node(resource, rules, before);
    Traits traits = traits(rules);
    String name = dialect.sharedPrefix() + node.layout() + '/' + resource;
    Slice nowhere = new Slice();
    return new Limit(
        new Limit.Keys(resource, name, nowhere, nowhere, laterGeneration()),
        new Limit.Terms(new Answers(rules, laid(rules)), traits, new ParamKey[0], null),
        node,
        counters.of(resource));
  }

  private LocalResponse[] laid(List<Rule> rules) {
    LocalResponse[] responses = new LocalResponse[rules.size()];
    for (int i = 0; i < responses.length; i++) {
      responses[i] = terms.answers().get(rules.get(i).id());
    }
    return responses;
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

  private Limit limit(
      Map.Entry<String, List<Rule>> entry, HotspotTerms hotspots, @Nullable Limit before) {
    String resource = entry.getKey();
    List<ParamKey> params = new ArrayList<>();
    List<Rule> rules = hotspots.enforced(entry.getValue(), params);
    HostedResource node = node(resource, rules, before);
    Traits traits = traits(rules);
    SharedNodes nodes = upstreams.nodes(dialect.sharedPrefix(), resource, rules);
    Limit.Terms terms =
        new Limit.Terms(answers(rules), traits, params.toArray(new ParamKey[0]), nodes);
    return new Limit(keys(resource, node.layout()), terms, node, counters.of(resource));
  }

  private HostedResource node(String resource, List<Rule> rules, @Nullable Limit before) {
    return before == null
        ? new HostedResource(resource, rules, surroundings)
        : before.node().next(rules);
  }

  private Traits traits(List<Rule> rules) {
    return Traits.of(rules, dialect.calls() == Dialect.Calls.CALL);
  }

  /**
   * The shared key ends with the resource, so that the bytes are there once. Cells of another
   * layout are other data; the same layout is found again by any rule set.
   */
  private Limit.Keys keys(String resource, String cells) {
    String name = dialect.sharedPrefix() + cells + '/' + resource;
    Slice shared = layout.text(name);
    int length = Utf8.length(resource);
    Slice tail = new Slice(shared.end() - length, length);
    return new Limit.Keys(resource, name, shared, tail, generation);
  }

  private Answers answers(List<Rule> rules) {
    LocalResponse[] answers = new LocalResponse[rules.size()];
    for (int i = 0; i < answers.length; i++) {
      LocalResponse laid = terms.answers().get(rules.get(i).id());
      answers[i] = laid != null ? laid : layout.answer(rules.get(i));
    }
    return new Answers(rules, answers);
  }

  private Map<String, LocalResponse> answersOf(List<PatternLimits.Pattern> found) {
    Map<String, LocalResponse> answers = new HashMap<>();
    for (PatternLimits.Pattern pattern : found) {
      answers.put(pattern.rule().id(), layout.answer(pattern.rule()));
    }
    return answers;
  }
}
