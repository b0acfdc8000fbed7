package dev.weir.tc.classifier;

import dev.weir.rule.FlowRule;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import java.util.List;

/** Rules whose bucket does not refill while a test runs: one unit in a day. */
final class Rules {

  private Rules() {}

  static TrafficRule connections(int port, Per per, long burst) {
    return new TrafficRule(
        "tcp" + port + per + burst,
        Protocol.TCP,
        port,
        Metric.CONNECTIONS,
        per,
        1,
        FlowRule.MAX_INTERVAL_MS,
        burst);
  }

  static TrafficRule packets(Protocol protocol, int port, Per per, long burst) {
    return new TrafficRule(
        "any" + protocol + port + per + burst,
        protocol,
        port,
        Metric.PACKETS,
        per,
        1,
        FlowRule.MAX_INTERVAL_MS,
        burst);
  }

  static RuleSet set(Rule... rules) {
    return new RuleSet(1, List.of(rules));
  }

  /** Any rule of a burst that does not refill. */
  static TrafficRule rule(TrafficMatch match, Metric metric, Per per, long burst) {
    return new TrafficRule(
        match.toString() + metric + per + burst,
        match,
        metric,
        per,
        new TrafficRule.Rate(1, FlowRule.MAX_INTERVAL_MS, burst));
  }
}
