package dev.weir.story.traffic;

/**
 * When bursts are sent so that a limiter that slides in buckets sees each alone: at the start of a
 * bucket, and a whole number of windows apart.
 *
 * <p>A burst that ends within the bucket it began in lies in one window; the next, a window later,
 * finds that bucket gone.
 *
 * @param bucketMs length of the limiter's buckets
 * @param windowMs length of its window, a multiple of the bucket
 */
public record BurstSchedule(int bucketMs, int windowMs) {

  /** Sentinel's flow rule of one second: two buckets of 500 ms. */
  public static final BurstSchedule SENTINEL = new BurstSchedule(500, 1_000);

  /** Clocks tick in milliseconds: what is sent this late is surely in the bucket. */
  private static final int MARGIN_MS = 5;

  public BurstSchedule {
    if (bucketMs <= MARGIN_MS || windowMs % bucketMs != 0) {
      throw new IllegalArgumentException(
          "a window is whole buckets longer than "
              + MARGIN_MS
              + " ms, was "
              + windowMs
              + " of "
              + bucketMs);
    }
  }

  /**
   * When the first burst may start.
   *
   * @param nowMs the time
   * @param quietSinceMs when the limiter last counted something; 0 for never
   */
  public long first(long nowMs, long quietSinceMs) {
    long empty = quietSinceMs - quietSinceMs % bucketMs + windowMs;
    long earliest = Math.max(nowMs, empty);
    long bucket = (earliest + bucketMs - 1) / bucketMs;
    return bucket * bucketMs + MARGIN_MS;
  }

  /** When the burst after the one that started then may start. */
  public long next(long startedMs) {
    return startedMs + windowMs;
  }

  /** Whether a burst lay in the one bucket in which it was to start. */
  public boolean alone(long startMs, long endMs) {
    return startMs / bucketMs == endMs / bucketMs;
  }
}
