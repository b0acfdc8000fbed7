package dev.weir.engine;

/**
 * How long a window is and in how many buckets it slides.
 *
 * @param intervalInMs length of the window
 * @param sampleCount buckets in it; divides the interval
 */
public record WindowShape(int intervalInMs, int sampleCount) {

  /** Sentinel's default bucket: 20 of them make its global statistic of ten seconds. */
  private static final int BUCKET_MS = 500;

  private static final int GLOBAL_INTERVAL_MS = 10_000;

  public WindowShape {
    if (sampleCount < 1 || intervalInMs < 1 || intervalInMs % sampleCount != 0) {
      throw new IllegalArgumentException(
          "a window needs sampleCount >= 1 that divides its interval, was "
              + sampleCount
              + " of "
              + intervalInMs
              + " ms");
    }
  }

  /**
   * The shape that sentinel-golang gives a flow rule (core/flow/rule_manager.go, generateStatFor):
   * buckets of 500 ms where they fit the interval, else one bucket.
   */
  public static WindowShape ofFlowRule(int statIntervalInMs) {
    boolean buckets =
        statIntervalInMs >= BUCKET_MS
            && statIntervalInMs <= GLOBAL_INTERVAL_MS
            && statIntervalInMs % BUCKET_MS == 0;
    return new WindowShape(statIntervalInMs, buckets ? statIntervalInMs / BUCKET_MS : 1);
  }

  /** Length of one bucket, in milliseconds. */
  public int bucketLengthInMs() {
    return intervalInMs / sampleCount;
  }

  /** How many {@code long}s a window of this shape takes: start and count of each bucket. */
  public int cells() {
    return 2 * sampleCount;
  }
}
