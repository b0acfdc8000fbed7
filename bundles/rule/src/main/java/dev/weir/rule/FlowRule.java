package dev.weir.rule;

import org.jspecify.annotations.Nullable;

/**
 * At most {@code threshold} passes of a resource in any statistic interval; Sentinel's flow rule
 * with token calculation Direct and control behavior Reject.
 *
 * @param threshold passes per interval, finite, at least 0
 * @param statIntervalInMs length of the window, 1 ms to {@value #MAX_INTERVAL_MS} ms (a day)
 * @param limitMode over what the threshold counts
 * @param fallback what the blocked caller gets; null for {@link Fallback#TOO_MANY_REQUESTS}
 */
public record FlowRule(
    String id,
    String resource,
    double threshold,
    int statIntervalInMs,
    LimitMode limitMode,
    @Nullable Fallback fallback)
    implements Rule {

  /** Longest window, in milliseconds: one day. */
  public static final int MAX_INTERVAL_MS = 86_400_000;

  public FlowRule {
    Names.check(id, resource);
    if (!(threshold >= 0) || threshold > Long.MAX_VALUE) {
      throw new InvalidRuleException(
          "threshold", "must be a finite number, 0 or more, was " + threshold);
    }
    if (statIntervalInMs < 1 || statIntervalInMs > MAX_INTERVAL_MS) {
      throw new InvalidRuleException(
          "statIntervalInMs", "must be 1 to " + MAX_INTERVAL_MS + ", was " + statIntervalInMs);
    }
  }

  /** A local rule over one second with the default answer. */
  public static FlowRule perSecond(String id, String resource, double threshold) {
    return new FlowRule(id, resource, threshold, 1000, LimitMode.LOCAL, null);
  }
}
