package dev.weir.wasm.limits.shard;

import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Metric;
import dev.weir.rule.HotspotRule.Param;
import dev.weir.rule.Rule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What rules of some resources need of what all rules share. It is written before the rules of a
 * shard, so that a filter knows the sum without reading any.
 *
 * @param rules how many there are
 * @param values how many values their hotspot rules ask to tell apart, together
 * @param arguments most values that the hotspot rules of one resource look at
 */
public record ShardNeeds(int rules, long values, int arguments) {

  /** No rules. */
  public static final ShardNeeds NONE = new ShardNeeds(0, 0, 0);

  /** Sentinel's, for a rule that does not say: so many for each second, up to the most. */
  private static final int VALUES_PER_SECOND = 4_000;

  private static final int MOST_BY_DEFAULT = 20_000;

  /** Those of all rules of some resources. */
  public static ShardNeeds of(List<Rule> rules) {
    long values = values(rules);
    return new ShardNeeds(rules.size(), values, values == 0 ? 0 : arguments(rules));
  }

  /** How many values hotspot rules ask to tell apart, together. */
  public static long values(List<Rule> rules) {
    long values = 0;
    for (Rule rule : rules) {
      values += rule instanceof HotspotRule hotspot ? capacity(hotspot) : 0;
    }
    return values;
  }

  /** How many values a rule asks to tell apart; at least 1. */
  public static int capacity(HotspotRule rule) {
    if (rule.paramsMaxCapacity() > 0) {
      return rule.paramsMaxCapacity();
    }
    long seconds = rule.metric() instanceof Metric.Qps qps ? qps.durationInSec() : 1;
    return (int) Math.min(MOST_BY_DEFAULT, VALUES_PER_SECOND * seconds);
  }

  private static int arguments(List<Rule> rules) {
    Map<String, Set<Param>> params = new HashMap<>();
    int most = 0;
    for (Rule rule : rules) {
      if (rule instanceof HotspotRule hotspot) {
        Set<Param> own = params.computeIfAbsent(rule.resource(), name -> new HashSet<>());
        own.add(hotspot.param());
        most = Math.max(most, own.size());
      }
    }
    return most;
  }

  /** Those of these and of rules of other resources. */
  public ShardNeeds and(ShardNeeds others) {
    return new ShardNeeds(
        rules + others.rules, values + others.values, Math.max(arguments, others.arguments));
  }
}
