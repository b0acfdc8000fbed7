package dev.weir.xdp.limiter;

import dev.weir.rule.FlowRule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import java.util.List;

/** Rules whose bucket does not refill while a test runs: one unit in a day. */
final class Rules {

  private Rules() {}

  static RuleSet packets(TrafficMatch match, Per per, long burst) {
    return new RuleSet(1, List.of(rule(match, Metric.PACKETS, per, burst)));
  }

  static TrafficRule rule(TrafficMatch match, Metric metric, Per per, long burst) {
    TrafficRule.Rate rate = new TrafficRule.Rate(1, FlowRule.MAX_INTERVAL_MS, burst);
    return new TrafficRule(match.toString() + metric + per + burst, match, metric, per, rate);
  }
}
