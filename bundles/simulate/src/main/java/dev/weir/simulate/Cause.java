package dev.weir.simulate;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TrafficRule;

/** What kind of rule blocked a call, in the trace format's words. */
public enum Cause {
  FLOW("flow"),
  ISOLATION("isolation"),
  HOTSPOT("hotspot"),
  CIRCUIT_BREAKER("circuitBreaker"),
  SYSTEM("system"),
  OUTLIER("outlier"),
  TRAFFIC("traffic");

  private final String word;

  Cause(String word) {
    this.word = word;
  }

  /** As decisions have it. */
  public String word() {
    return word;
  }

  /** The kind of a rule. */
  public static Cause of(Rule rule) {
    if (rule instanceof FlowRule) {
      return FLOW;
    } else if (rule instanceof IsolationRule) {
      return ISOLATION;
    } else if (rule instanceof HotspotRule) {
      return HOTSPOT;
    } else if (rule instanceof CircuitBreakerRule) {
      return CIRCUIT_BREAKER;
    } else if (rule instanceof SystemRule) {
      return SYSTEM;
    } else if (rule instanceof OutlierRule) {
      return OUTLIER;
    } else if (rule instanceof TrafficRule) {
      return TRAFFIC;
    }
    throw new IllegalArgumentException("no kind of rule: " + rule);
  }
}
