package dev.weir.rule;

/**
 * Stops calls of a resource that fails or is slow, and lets it recover; Sentinel's circuit breaker
 * rule. Closed: calls are counted. Open: they are blocked until the retry timeout is over. Half
 * open: probes decide which of both comes next.
 *
 * @param strategy what opens the breaker
 * @param minRequestAmount completed calls in the window below which the breaker stays closed, at
 *     least 0
 * @param window over what is counted
 * @param recovery how it closes again
 * @param policy how it is enforced
 */
public record CircuitBreakerRule(
    String id,
    String resource,
    Strategy strategy,
    long minRequestAmount,
    StatWindow window,
    Recovery recovery,
    Policy policy)
    implements Rule {

  public CircuitBreakerRule {
    Checks.names(id, resource);
    resource = ResourceName.canonical(resource);
    Checks.range("minRequestAmount", minRequestAmount, 0, Long.MAX_VALUE);
  }

  /** What opens the breaker. */
  public sealed interface Strategy {

    /**
     * Too large a share of slow calls.
     *
     * @param maxSlowRatio share from which on it opens, 0 to 1
     * @param maxAllowedRtMs longest response time of a call that is not slow, in milliseconds
     */
    record SlowRequestRatio(double maxSlowRatio, long maxAllowedRtMs) implements Strategy {
      public SlowRequestRatio {
        Checks.ratio("threshold", maxSlowRatio);
        Checks.range("maxAllowedRtMs", maxAllowedRtMs, 0, Long.MAX_VALUE);
      }
    }

    /**
     * Too large a share of errors.
     *
     * @param maxErrorRatio share from which on it opens, 0 to 1
     */
    record ErrorRatio(double maxErrorRatio) implements Strategy {
      public ErrorRatio {
        Checks.ratio("threshold", maxErrorRatio);
      }
    }

    /**
     * Too many errors.
     *
     * @param maxErrors number from which on it opens, at least 0
     */
    record ErrorCount(double maxErrors) implements Strategy {
      public ErrorCount {
        Checks.amount("threshold", maxErrors);
      }
    }
  }

  /**
   * Over what is counted.
   *
   * @param statIntervalMs length of the window, 1 ms to a day
   * @param bucketCount buckets in it, as written, at most {@value #MAX_BUCKETS}
   */
  public record StatWindow(int statIntervalMs, int bucketCount) {

    /** Most buckets in a window: every completed call looks at each. */
    public static final int MAX_BUCKETS = 1_000;

    public StatWindow {
      Checks.range("statIntervalMs", statIntervalMs, 1, FlowRule.MAX_INTERVAL_MS);
      Checks.range("statSlidingWindowBucketCount", bucketCount, 0, MAX_BUCKETS);
    }

    /** Buckets that are used: one where the written number is 0 or does not divide the interval. */
    public int effectiveBucketCount() {
      return bucketCount == 0 || statIntervalMs % bucketCount != 0 ? 1 : bucketCount;
    }
  }

  /**
   * How an open breaker closes.
   *
   * @param retryTimeoutMs how long it stays open before a probe, in milliseconds, at least 1
   * @param probeNum probes that must succeed; 0 is one probe at a time, of which one must succeed
   */
  public record Recovery(int retryTimeoutMs, long probeNum) {
    public Recovery {
      Checks.range("retryTimeoutMs", retryTimeoutMs, 1, Integer.MAX_VALUE);
      Checks.range("probeNum", probeNum, 0, Long.MAX_VALUE);
    }
  }
}
