package dev.weir.rule;

/** How many tokens a flow rule has to give at a moment; Sentinel's token calculate strategy. */
public sealed interface TokenCalculation {

  /** The rule's threshold, always. */
  record Direct() implements TokenCalculation {}

  /**
   * A threshold that grows from {@code threshold / coldFactor} to the rule's own while traffic
   * warms the resource up.
   *
   * @param periodSec seconds from cold to warm, at least 1
   * @param coldFactor at least 2; Sentinel's default is {@value #DEFAULT_COLD_FACTOR}
   */
  record WarmUp(int periodSec, int coldFactor) implements TokenCalculation {

    /** Sentinel's. */
    public static final int DEFAULT_COLD_FACTOR = 3;

    public WarmUp {
      Checks.range("warmUpPeriodSec", periodSec, 1, Integer.MAX_VALUE);
      Checks.range("warmUpColdFactor", coldFactor, 2, Integer.MAX_VALUE);
    }
  }

  /**
   * A threshold that falls as the host's memory fills: {@code lowMemUsageThreshold} up to the low
   * water mark, {@code highMemUsageThreshold} from the high one on, a straight line between. The
   * rule's own threshold is not read.
   *
   * @param lowMemUsageThreshold calls per interval while memory is free; above the other
   * @param highMemUsageThreshold calls per interval when memory is full, at least 1
   * @param memLowWaterMarkBytes at least 1
   * @param memHighWaterMarkBytes above the other
   */
  record MemoryAdaptive(
      long lowMemUsageThreshold,
      long highMemUsageThreshold,
      long memLowWaterMarkBytes,
      long memHighWaterMarkBytes)
      implements TokenCalculation {

    public MemoryAdaptive {
      Checks.range("highMemUsageThreshold", highMemUsageThreshold, 1, Long.MAX_VALUE);
      Checks.range("memLowWaterMarkBytes", memLowWaterMarkBytes, 1, Long.MAX_VALUE);
      if (lowMemUsageThreshold <= highMemUsageThreshold) {
        throw new InvalidRuleException(
            "lowMemUsageThreshold",
            "must be above highMemUsageThreshold, was "
                + lowMemUsageThreshold
                + " and "
                + highMemUsageThreshold);
      }
      if (memHighWaterMarkBytes <= memLowWaterMarkBytes) {
        throw new InvalidRuleException(
            "memHighWaterMarkBytes",
            "must be above memLowWaterMarkBytes, was "
                + memHighWaterMarkBytes
                + " and "
                + memLowWaterMarkBytes);
      }
    }
  }
}
