package dev.weir.engine.call;

/**
 * How an engine is set up. Every default is what sentinel-golang v1.0.4 does, but for the bound.
 *
 * @param maxResources most resources that get a handle of their own without a rule that names them,
 *     at least 1; what comes after is let through and counted together
 * @param evictedValuesInheritDebt a value that a hotspot rule has forgotten comes back with no more
 *     than it had left, not with a full bucket
 * @param rollbackRenewsRetry a breaker whose probe another rule blocked waits for its retry timeout
 *     again
 * @param abandonedProbesRetry a breaker's probe that has not ended within the retry timeout is
 *     given up, so that the next call probes; for hosts in which a call may never end, as when a VM
 *     dies
 * @param paramHash names the values of hotspot rules; where strangers choose them, its key must be
 *     random and secret
 * @param patterns compiles the patterns of rules for more than one resource
 */
public record Options(
    int maxResources,
    boolean evictedValuesInheritDebt,
    boolean rollbackRenewsRetry,
    boolean abandonedProbesRetry,
    ParamHash paramHash,
    Patterns patterns) {

  /** Sentinel's ways; 100,000 resources; a known key; no patterns. */
  public static final Options DEFAULT =
      new Options(100_000, false, false, false, new ParamHash(0, 0), Patterns.NONE);

  public Options {
    if (maxResources < 1) {
      throw new IllegalArgumentException("maxResources must be at least 1, was " + maxResources);
    }
  }

  /** The same with another bound of resources. */
  public Options withMaxResources(int most) {
    return new Options(
        most,
        evictedValuesInheritDebt,
        rollbackRenewsRetry,
        abandonedProbesRetry,
        paramHash,
        patterns);
  }

  /** The same, and values that were forgotten keep their debt. */
  public Options withInheritedDebt() {
    return new Options(
        maxResources, true, rollbackRenewsRetry, abandonedProbesRetry, paramHash, patterns);
  }

  /** The same, and a breaker waits again when its probe was blocked by another rule. */
  public Options withRenewedRetry() {
    return new Options(
        maxResources, evictedValuesInheritDebt, true, abandonedProbesRetry, paramHash, patterns);
  }

  /** The same, and a breaker probes again when a probe has not ended within the retry timeout. */
  public Options withAbandonedProbes() {
    return new Options(
        maxResources, evictedValuesInheritDebt, rollbackRenewsRetry, true, paramHash, patterns);
  }

  /** The same with another key of values. */
  public Options withParamHash(ParamHash keyed) {
    return new Options(
        maxResources,
        evictedValuesInheritDebt,
        rollbackRenewsRetry,
        abandonedProbesRetry,
        keyed,
        patterns);
  }

  /** The same with patterns, such as {@code NamePattern::of}. */
  public Options withPatterns(Patterns compiler) {
    return new Options(
        maxResources,
        evictedValuesInheritDebt,
        rollbackRenewsRetry,
        abandonedProbesRetry,
        paramHash,
        compiler);
  }
}
