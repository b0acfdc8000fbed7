package dev.weir.bench.decision.loop;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
import java.util.List;

/** One rule for each case that has one. */
public final class CaseRules {

  /** Per second; more than anything decides in that time. */
  public static final int NEVER_REACHED = 1_000_000_000;

  /** Calls per second of the rule that has others wait. */
  static final int PACE = 1_000;

  private CaseRules() {}

  /** The rules. */
  public static List<Rule> all() {
    return List.of(
        FlowRule.perSecond("pass", Case.PASS.resource(), NEVER_REACHED),
        FlowRule.perSecond("block", Case.BLOCK.resource(), 0),
        new FlowRule(
            "wait",
            Case.WAIT.resource(),
            false,
            new TokenCalculation.Direct(),
            new ControlBehavior.Throttling(ControlBehavior.Throttling.MAX_QUEUEING_MS),
            PACE,
            1_000,
            Window.COMPATIBLE,
            null,
            Policy.DEFAULT),
        new HotspotRule(
            "hot",
            Case.HOT.resource(),
            new HotspotRule.Param(0, ""),
            new HotspotRule.Metric.Qps(1, 0, new ControlBehavior.Reject()),
            NEVER_REACHED,
            0,
            List.of(),
            Policy.DEFAULT),
        new CircuitBreakerRule(
            "breaker",
            Case.BREAKER.resource(),
            new CircuitBreakerRule.Strategy.ErrorRatio(0.5),
            5,
            new CircuitBreakerRule.StatWindow(1_000, 1),
            new CircuitBreakerRule.Recovery(10_000, 0),
            Policy.DEFAULT));
  }
}
