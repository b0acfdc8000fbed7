package dev.weir.opensergo.print;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Strategy.ErrorCount;
import dev.weir.rule.CircuitBreakerRule.Strategy.ErrorRatio;
import dev.weir.rule.CircuitBreakerRule.Strategy.SlowRequestRatio;
import dev.weir.rule.OutlierRule;

/** Writes the fields of circuit breaker and outlier rules. */
final class PrintedBreaker {

  private PrintedBreaker() {}

  static void write(CircuitBreakerRule rule, Entries body) {
    if (rule.strategy() instanceof SlowRequestRatio slow) {
      body.put("strategy", "SlowRequestRatio")
          .number("threshold", slow.maxSlowRatio())
          .put("maxAllowedRtMs", slow.maxAllowedRtMs());
    } else if (rule.strategy() instanceof ErrorRatio ratio) {
      body.put("strategy", "ErrorRatio").number("threshold", ratio.maxErrorRatio());
    } else if (rule.strategy() instanceof ErrorCount count) {
      body.put("strategy", "ErrorCount").number("threshold", count.maxErrors());
    }
    body.unless(0L, "minRequestAmount", rule.minRequestAmount());
    body.put("statIntervalMs", rule.window().statIntervalMs());
    body.unless(0, "statSlidingWindowBucketCount", rule.window().bucketCount());
    body.put("retryTimeoutMs", rule.recovery().retryTimeoutMs());
    body.unless(0L, "probeNum", rule.recovery().probeNum());
  }

  static void write(OutlierRule rule, Entries body) {
    write(rule.breaker(), body);
    body.number("maxEjectionPercent", rule.maxEjectionPercent());
    body.unless(false, "enableActiveRecovery", rule.recovery().enabled());
    body.unless(0, "recoveryIntervalMs", rule.recovery().intervalMs());
    body.unless(0, "maxRecoveryAttempts", rule.recovery().maxAttempts());
    body.unless(0, "recycleIntervalS", rule.recycleIntervalS());
  }
}
