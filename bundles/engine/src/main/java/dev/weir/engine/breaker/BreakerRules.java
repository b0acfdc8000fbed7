package dev.weir.engine.breaker;

import dev.weir.engine.call.Keep;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Strategy;

/**
 * When two rules are the same to a breaker; sentinel-golang v1.0.4, core/circuitbreaker/rule.go.
 */
final class BreakerRules {

  /** Two thresholds that differ by less are equal; Sentinel's util.Float64Equals. */
  private static final double PRECISION = 0.00000001;

  private BreakerRules() {}

  static boolean close(double x, double y) {
    return Math.abs(x - y) < PRECISION;
  }

  /** The ratio or number from which on the breaker opens. */
  static double threshold(Strategy strategy) {
    if (strategy instanceof Strategy.SlowRequestRatio slow) {
      return slow.maxSlowRatio();
    }
    if (strategy instanceof Strategy.ErrorRatio errors) {
      return errors.maxErrorRatio();
    }
    return ((Strategy.ErrorCount) strategy).maxErrors();
  }

  /** Whether the breaker of the old rule stands for the new one: neither id nor probes matter. */
  static boolean equal(CircuitBreakerRule old, CircuitBreakerRule rule) {
    return statReusable(old, rule)
        && old.recovery().retryTimeoutMs() == rule.recovery().retryTimeoutMs()
        && old.minRequestAmount() == rule.minRequestAmount()
        && maxAllowedRtMs(old.strategy()) == maxAllowedRtMs(rule.strategy())
        && close(threshold(old.strategy()), threshold(rule.strategy()));
  }

  /** Whether what was counted for the old rule counts for the new one. */
  static boolean statReusable(CircuitBreakerRule old, CircuitBreakerRule rule) {
    return old.resource().equals(rule.resource())
        && old.strategy().getClass() == rule.strategy().getClass()
        && old.window().equals(rule.window());
  }

  /** What a rule in the place of another goes on with. */
  static Keep keep(CircuitBreakerRule old, CircuitBreakerRule rule) {
    if (!statReusable(old, rule)) {
      return Keep.NOTHING;
    }
    return equal(old, rule) ? Keep.ALL : Keep.STATISTIC;
  }

  /** The longest response time that is not slow; no other strategy has one. */
  static long maxAllowedRtMs(Strategy strategy) {
    return strategy instanceof Strategy.SlowRequestRatio slow
        ? slow.maxAllowedRtMs()
        : Long.MAX_VALUE;
  }

  /** Cells of rules that have this alike fit; what they counted is then {@link #statReusable}. */
  static String layout(CircuitBreakerRule rule) {
    Strategy strategy = rule.strategy();
    String counts =
        strategy instanceof Strategy.SlowRequestRatio
            ? "s"
            : strategy instanceof Strategy.ErrorRatio ? "r" : "c";
    return counts + rule.window().statIntervalMs() + "x" + rule.window().effectiveBucketCount();
  }
}
