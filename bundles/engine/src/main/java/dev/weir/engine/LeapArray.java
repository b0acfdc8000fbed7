package dev.weir.engine;

/**
 * A sliding window: a ring of buckets, each {@code (start, count)}, in a region of somebody's
 * {@code long[]}.
 *
 * <p>Sentinel's LeapArray. The bucket of a moment {@code t} is {@code t / bucketLength mod
 * sampleCount}; a bucket whose start has left the window is stale and is reset when its turn comes
 * again. The sum at {@code t} takes the buckets that start within {@code (start(t) - interval,
 * start(t)]}, so the window is up to one bucket shorter than its interval, never longer. Workers
 * whose clocks differ may find a bucket that starts after their own moment: it is counted if it is
 * the next one, and added to rather than reset.
 *
 * <p>A view has no state of its own and may be pointed at other cells between calls.
 */
public final class LeapArray {

  private final int offset;
  private final int sampleCount;
  private final long bucketLength;
  private final long interval;

  /**
   * @param shape of the window
   * @param offset where its cells start
   */
  public LeapArray(WindowShape shape, int offset) {
    this.offset = offset;
    this.sampleCount = shape.sampleCount();
    this.bucketLength = shape.bucketLengthInMs();
    this.interval = shape.intervalInMs();
  }

  /** What was added within the window that ends at {@code nowMs}. */
  public long sum(long[] cells, long nowMs) {
    long start = nowMs - nowMs % bucketLength;
    long oldest = start - interval;
    long newest = start + bucketLength;
    long sum = 0;
    for (int i = 0; i < sampleCount; i++) {
      long at = cells[offset + 2 * i];
      if (at > oldest && at <= newest) {
        sum += cells[offset + 2 * i + 1];
      }
    }
    return sum;
  }

  /** Adds to the bucket of {@code nowMs}. */
  public void add(long[] cells, long nowMs, long count) {
    long bucket = nowMs / bucketLength;
    long start = bucket * bucketLength;
    int cell = offset + 2 * (int) (bucket % sampleCount);
    long at = cells[cell];
    boolean live = at == start || (at > start && at <= start + interval);
    if (!live) {
      cells[cell] = start;
      cells[cell + 1] = 0;
    }
    cells[cell + 1] += count;
  }
}
