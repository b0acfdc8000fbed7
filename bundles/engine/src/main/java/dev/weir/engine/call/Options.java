package dev.weir.engine.call;

/**
 * How an engine is set up. Every default is what sentinel-golang v1.0.4 does, but for the bound.
 *
 * @param maxResources most resources that get a handle of their own without a rule that names them,
 *     at least 1; what comes after is let through and counted together
 * @param evictedValuesInheritDebt a value that a hotspot rule has forgotten comes back with what
 *     the value that was forgotten last had left, not with a full bucket
 * @param rollbackRenewsRetry a breaker whose probe another rule blocked waits for its retry timeout
 *     again
 */
public record Options(
    int maxResources, boolean evictedValuesInheritDebt, boolean rollbackRenewsRetry) {

  /** Sentinel's ways; 100,000 resources. */
  public static final Options DEFAULT = new Options(100_000, false, false);

  public Options {
    if (maxResources < 1) {
      throw new IllegalArgumentException("maxResources must be at least 1, was " + maxResources);
    }
  }

  /** The same with another bound of resources. */
  public Options withMaxResources(int most) {
    return new Options(most, evictedValuesInheritDebt, rollbackRenewsRetry);
  }
}
