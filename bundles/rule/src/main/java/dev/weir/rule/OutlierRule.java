package dev.weir.rule;

/**
 * Takes single nodes (addresses) of a resource out of use while they fail; Sentinel's outlier rule:
 * a circuit breaker for each node.
 *
 * @param breaker the breaker that each node has; its id and resource are the rule's
 * @param maxEjectionPercent largest share of the known nodes that is out at the same time, 0 to 1
 * @param recovery how a node comes back
 * @param recycleIntervalS seconds after which a node that is out is forgotten; 0 for Sentinel's
 *     default of {@value #DEFAULT_RECYCLE_S}
 */
public record OutlierRule(
    CircuitBreakerRule breaker,
    double maxEjectionPercent,
    ActiveRecovery recovery,
    int recycleIntervalS)
    implements Rule {

  /** Ten minutes. */
  public static final int DEFAULT_RECYCLE_S = 600;

  public OutlierRule {
    Checks.ratio("maxEjectionPercent", maxEjectionPercent);
    Checks.range("recycleIntervalS", recycleIntervalS, 0, Integer.MAX_VALUE);
  }

  @Override
  public String id() {
    return breaker.id();
  }

  @Override
  public String resource() {
    return breaker.resource();
  }

  @Override
  public Policy policy() {
    return breaker.policy();
  }

  /**
   * Whether nodes that are out are asked whether they are back, instead of by traffic's own probes.
   *
   * @param enabled whether they are asked
   * @param intervalMs milliseconds before the first question; twice that before the second, three
   *     times before the third
   * @param maxAttempts of how many intervals the pause is at most
   */
  public record ActiveRecovery(boolean enabled, int intervalMs, int maxAttempts) {
    public ActiveRecovery {
      Checks.range("recoveryIntervalMs", intervalMs, 0, Integer.MAX_VALUE);
      Checks.range("maxRecoveryAttempts", maxAttempts, 0, Integer.MAX_VALUE);
    }
  }
}
