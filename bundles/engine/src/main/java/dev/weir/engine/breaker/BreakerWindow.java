package dev.weir.engine.breaker;

import dev.weir.engine.cell.Cells;

/**
 * What a breaker counted: completed calls and the bad ones among them (slow or failed), in a ring
 * of buckets.
 *
 * <p>Sentinel's LeapArray (core/stat/base/leap_array.go): the bucket of a moment {@code t} is
 * {@code t / bucketLength mod buckets}; it is reset when it is first used again. A bucket counts
 * while it starts within {@code (start(t) - interval, start(t)]}. Each bucket is three cells:
 * start, all, bad.
 *
 * <p>Threads whose clocks differ may find a bucket that is ahead of their own moment: it is added
 * to rather than reset. Unlike Sentinel's, which stays deaf until the old time is reached again, a
 * window begins anew when the clock has jumped back by more than its interval.
 */
public final class BreakerWindow {

  private static final int BUCKET_CELLS = 3;
  private static final int ALL = 1;
  private static final int BAD = 2;

  /** Start of a bucket that a thread is about to reset; no moment has it. */
  private static final long RESETTING = Long.MIN_VALUE;

  private final Cells cells;
  private final int offset;
  private final int buckets;
  private final long bucketLength;
  private final long interval;

  /**
   * @param cells that hold it
   * @param offset of its first cell
   * @param intervalMs length of the window
   * @param buckets in it; divides the interval
   */
  public BreakerWindow(Cells cells, int offset, int intervalMs, int buckets) {
    this.cells = cells;
    this.offset = offset;
    this.buckets = buckets;
    this.bucketLength = intervalMs / buckets;
    this.interval = intervalMs;
  }

  /** How many cells a window of so many buckets takes. */
  public static int cells(int buckets) {
    return BUCKET_CELLS * buckets;
  }

  /** Counts one completed call. */
  void add(long nowMs, boolean bad) {
    int at = bucketAt(nowMs);
    cells.getAndAdd(at + ALL, 1);
    if (bad) {
      cells.getAndAdd(at + BAD, 1);
    }
  }

  /** Completed calls within the window that ends now. */
  long all(long nowMs) {
    return sum(nowMs, ALL);
  }

  /** Bad ones among them. */
  long bad(long nowMs) {
    return sum(nowMs, BAD);
  }

  /** Forgets what counts now. */
  void clear(long nowMs) {
    for (int i = 0; i < buckets; i++) {
      int at = offset + BUCKET_CELLS * i;
      if (counts(cells.get(at), nowMs)) {
        cells.set(at + ALL, 0);
        cells.set(at + BAD, 0);
      }
    }
  }

  private long sum(long nowMs, int field) {
    long sum = 0;
    for (int i = 0; i < buckets; i++) {
      int at = offset + BUCKET_CELLS * i;
      if (counts(cells.get(at), nowMs)) {
        sum += cells.get(at + field);
      }
    }
    return sum;
  }

  private boolean counts(long start, long nowMs) {
    long current = nowMs - nowMs % bucketLength;
    return start > current - interval && start <= current + bucketLength;
  }

  /** The first cell of the bucket of this moment, which is reset if it is of an earlier round. */
  private int bucketAt(long nowMs) {
    long bucket = nowMs / bucketLength;
    long start = bucket * bucketLength;
    int at = offset + BUCKET_CELLS * (int) (bucket % buckets);
    while (true) {
      long old = cells.get(at);
      if (old == start || (old > start && old <= start + interval)) {
        return at;
      }
      if (old != RESETTING && cells.compareAndSet(at, old, RESETTING)) {
        cells.set(at + ALL, 0);
        cells.set(at + BAD, 0);
        cells.set(at, start);
        return at;
      }
    }
  }
}
