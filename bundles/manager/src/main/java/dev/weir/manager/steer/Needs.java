package dev.weir.manager.steer;

import dev.weir.hook.SignalEvent;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import java.util.Set;

/** What a rule must be told of to be steered. */
public final class Needs {

  private static final Set<SignalEvent> TIMES =
      Set.of(SignalEvent.RTT, SignalEvent.RTT_SAMPLES, SignalEvent.SEGMENTS);
  private static final Set<SignalEvent> CONNECTIONS =
      Set.of(SignalEvent.COMPLETE, SignalEvent.RESETS);
  private static final Set<SignalEvent> SEGMENTS =
      Set.of(SignalEvent.SEGMENTS, SignalEvent.RETRANSMITS);

  private Needs() {}

  /**
   * What is missing.
   *
   * @param told all that hooks tell
   * @return a clause that completes "not here because"; empty when nothing is
   */
  public static String missing(Rule rule, Set<SignalEvent> told) {
    if (rule instanceof CircuitBreakerRule breaker) {
      return breaker.strategy() instanceof Strategy.SlowRequestRatio ? times(told) : failures(told);
    }
    boolean adaptive =
        rule instanceof SystemRule system && system.strategy() == SystemRule.Strategy.BBR;
    return adaptive ? times(told) : "";
  }

  private static String times(Set<SignalEvent> told) {
    return told.containsAll(TIMES)
        ? ""
        : "no hook tells round-trip times, from which it is decided (tcp-rtt does)";
  }

  private static String failures(Set<SignalEvent> told) {
    return told.containsAll(CONNECTIONS) || told.containsAll(SEGMENTS)
        ? ""
        : "no hooks tell connections that end and resets (connection-guard and xdp-counter do) or"
            + " retransmissions (tcp-rtt does), from which it is decided";
  }
}
