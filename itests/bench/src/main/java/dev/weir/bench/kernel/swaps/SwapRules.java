package dev.weir.bench.kernel.swaps;

import dev.weir.rule.FlowRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import dev.weir.rule.TrafficRule.Rate;
import java.util.List;

/** The rules in force while hooks are swapped; none of their buckets refills meanwhile. */
final class SwapRules {

  /** Datagrams arrive here. */
  static final int FLOODED = 4_001;

  /** Datagrams that pass, whatever is swapped. */
  static final int BURST = 1_000;

  /** As many connections as this port may have are open. */
  static final int FULL = 9_071;

  /** No rule is for this port. */
  static final int FREE = 9_072;

  /** Nobody here may connect to this port elsewhere, but one. */
  static final int SHUT = 9_073;

  static final RuleSet NONE = new RuleSet(1, List.of());

  static final RuleSet PACKETS =
      new RuleSet(
          1,
          List.of(
              new TrafficRule(
                  "flooded",
                  TrafficMatch.toPort(Protocol.UDP, FLOODED),
                  Metric.PACKETS,
                  Per.SOURCE,
                  new Rate(1, FlowRule.MAX_INTERVAL_MS, BURST))));

  static final RuleSet CONNECTIONS =
      new RuleSet(
          1,
          List.of(
              new IsolationRule("full", "tcp:" + FULL, false, 1, Policy.DEFAULT),
              new IsolationRule("shut", "out:tcp:" + SHUT, false, 1, Policy.DEFAULT)));

  private SwapRules() {}
}
