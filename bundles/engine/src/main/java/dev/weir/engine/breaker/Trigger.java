package dev.weir.engine.breaker;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Strategy;

/** What opens a breaker: which calls are bad, and how many of them are too many. Immutable. */
final class Trigger {

  private static final long FAR = 16;

  private final boolean slow;
  private final boolean ratio;
  private final long maxAllowedRtMs;
  private final long minRequestAmount;
  private final double threshold;
  private final long maxErrors;

  Trigger(CircuitBreakerRule rule) {
    Strategy strategy = rule.strategy();
    slow = strategy instanceof Strategy.SlowRequestRatio;
    ratio = !(strategy instanceof Strategy.ErrorCount);
    maxAllowedRtMs = BreakerRules.maxAllowedRtMs(strategy);
    minRequestAmount = rule.minRequestAmount();
    threshold = BreakerRules.threshold(strategy);
    maxErrors = (long) threshold;
  }

  /**
   * Whether a call that ended is bad: too slow or failed, as the strategy has it.
   *
   * @param rtMs response time in milliseconds
   */
  boolean isBad(long rtMs, boolean error) {
    return slow ? rtMs > maxAllowedRtMs : error;
  }

  /** Whether there are calls enough to say. */
  boolean isEnough(long all) {
    return all >= minRequestAmount;
  }

  /** Whether the bad ones reach the threshold; a share that is equal to it does. */
  boolean isTooMany(long bad, long all) {
    if (!ratio) {
      return bad >= maxErrors;
    }
    double share = (double) bad / all;
    return share > threshold || BreakerRules.close(share, threshold);
  }

  /** Whether it takes many times as many bad ones, and whether there are calls enough. */
  boolean isFar(long bad, long all) {
    return isEnough(all) && bad * FAR < (ratio ? threshold * all : maxErrors);
  }

  /** What is told when it opens: the share of bad calls, or of ErrorCount their number. */
  double figure(long bad, long all) {
    return ratio ? (double) bad / all : bad;
  }
}
