package dev.weir.wasm.limits.hook;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HttpResource;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Rule;
import dev.weir.rule.TokenCalculation;
import dev.weir.wasm.limits.shard.ResourceHash;
import dev.weir.wasm.limits.shard.ShardNeeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A large slice, divided by resource into shards, so that a filter reads those that changed: all
 * rules of a resource are in its shard, in order. Rules that a filter can only read together, and
 * all others of their resources, are in none.
 */
final class ShardedJson {

  /** From so many rules on a slice is divided; a smaller one is read whole in a moment. */
  static final int LEAST_RULES = ResourceHash.SHARDS;

  private final List<List<Rule>> shards = new ArrayList<>();
  private final List<Rule> others = new ArrayList<>();
  private boolean pacing;

  private ShardedJson(List<Rule> rules) {
    for (int i = 0; i < ResourceHash.SHARDS; i++) {
      shards.add(new ArrayList<>());
    }
    Set<String> spanning = new HashSet<>();
    for (Rule rule : rules) {
      if (!divisible(rule)) {
        spanning.add(rule.resource());
      }
    }
    for (Rule rule : rules) {
      if (spanning.contains(rule.resource())) {
        others.add(rule);
      } else {
        shards.get(ResourceHash.shard(rule.resource())).add(rule);
        pacing |= paces(rule);
      }
    }
  }

  /**
   * Renders.
   *
   * @param head an object, begun
   * @param code mark of the filter's code
   */
  static String render(JsonWriter head, List<Rule> rules, long code) {
    return new ShardedJson(rules).render(head, code);
  }

  private String render(JsonWriter head, long code) {
    RuleJson rules = new RuleJson(head.name("rules").beginArray());
    others.forEach(rules::write);
    head.endArray().name("code").number(code);
    if (pacing) {
      head.name("pacing").number(1);
    }
    head.name("shards").beginArray();
    StringBuilder lines = new StringBuilder();
    for (List<Rule> shard : shards) {
      String line = line(shard);
      head.number(line.getBytes(StandardCharsets.UTF_8).length);
      lines.append(line);
    }
    return head.endArray().endObject().toString() + '\n' + lines;
  }

  private static String line(List<Rule> shard) {
    ShardNeeds needs = ShardNeeds.of(shard);
    JsonWriter json = new JsonWriter().beginArray().number(needs.rules());
    json.number(needs.values()).number(needs.arguments());
    RuleJson rules = new RuleJson(json);
    shard.forEach(rules::write);
    return json.endArray().toString() + '\n';
  }

  /** Whether a filter can read a rule without those of other resources. */
  private static boolean divisible(Rule rule) {
    if (HttpResource.isName(rule.resource())) {
      return false;
    }
    if (rule instanceof FlowRule flow) {
      return !flow.regex() && !(flow.tokenCalculation() instanceof TokenCalculation.MemoryAdaptive);
    }
    return !rule.regex()
        && (rule instanceof IsolationRule
            || rule instanceof CircuitBreakerRule
            || rule instanceof HotspotRule);
  }

  private static boolean paces(Rule rule) {
    if (rule instanceof FlowRule flow) {
      return flow.controlBehavior() instanceof ControlBehavior.Throttling;
    }
    return rule instanceof HotspotRule hotspot
        && hotspot.metric() instanceof HotspotRule.Metric.Qps qps
        && qps.controlBehavior() instanceof ControlBehavior.Throttling;
  }
}
