package dev.weir.manager.steer;

import dev.weir.engine.Pilot;
import dev.weir.engine.call.BreakerListener;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Rule;

/** One rule, the engine that evaluates it, and what it said last. */
final class SteeredRule {

  private final Pilot pilot;
  private final Feed feed;
  private Rule rule;
  private long lastNanos;
  private double allowed = Double.POSITIVE_INFINITY;

  SteeredRule(Rule rule, BreakerListener breakers, long nowNanos) {
    this.pilot = new Pilot(rule, breakers);
    this.feed = Feed.of(rule);
    this.rule = rule;
    this.lastNanos = nowNanos;
  }

  /** Goes on with another rule in the place of its own, where what it is told stays the same. */
  boolean takes(Rule next) {
    if (next.equals(rule)) {
      return true;
    }
    boolean alike =
        next.getClass() == rule.getClass()
            && next.resource().equals(rule.resource())
            && next instanceof FlowRule;
    if (alike) {
      pilot.load(next);
      rule = next;
    }
    return alike;
  }

  /** Tells it what was counted since the last round; gives what it allows from now on. */
  double round(Sights sights, long nowNanos) {
    feed.tell(pilot, sights, new Round(Math.min(lastNanos, nowNanos), nowNanos));
    lastNanos = nowNanos;
    allowed = pilot.allowed(nowNanos);
    return allowed;
  }

  /** What it allows now: {@code 33 in 1000 ms}, {@code all}, {@code none}. */
  String words() {
    if (allowed == Double.POSITIVE_INFINITY) {
      return "all";
    }
    return allowed < 1 ? "none" : (long) allowed + " in " + intervalMs() + " ms";
  }

  private int intervalMs() {
    if (rule instanceof FlowRule flow) {
      return flow.statIntervalInMs();
    }
    return rule instanceof CircuitBreakerRule breaker ? breaker.recovery().retryTimeoutMs() : 1_000;
  }
}
