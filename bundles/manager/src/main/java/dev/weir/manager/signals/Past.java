package dev.weir.manager.signals;

import java.util.Arrays;

/**
 * A sliding window over many counters: what each had at the beginning of the newest buckets. What
 * is in the window is what a counter has now less what it had then. Buckets are aligned to the
 * epoch, as the engine's are, and a bucket without a round takes no memory.
 */
final class Past {

  private final long bucketMs;
  private final int span;
  private final long[][] counts;
  private final long[] buckets;

  /**
   * A window.
   *
   * @param bucketMs length of a bucket, in milliseconds
   * @param span buckets in the window
   */
  Past(long bucketMs, int span) {
    this.bucketMs = bucketMs;
    this.span = span;
    this.counts = new long[span][0];
    this.buckets = new long[span];
    Arrays.fill(buckets, Long.MIN_VALUE);
  }

  /** Keeps what counters have before the first round of a bucket; of the others nothing. */
  void keep(long nowMs, long[] counted, int size) {
    long bucket = nowMs / bucketMs;
    int at = (int) (bucket % span);
    if (buckets[at] != bucket) {
      if (counts[at].length < size) {
        counts[at] = new long[counted.length];
      }
      System.arraycopy(counted, 0, counts[at], 0, size);
      Arrays.fill(counts[at], size, counts[at].length, 0);
      buckets[at] = bucket;
    }
  }

  /** What a counter had when the window that ends now began. */
  long before(int counter, long nowMs, long[] counted) {
    long newest = nowMs / bucketMs;
    for (long bucket = newest - span + 1; bucket <= newest; bucket++) {
      int at = (int) (bucket % span);
      if (buckets[at] == bucket) {
        return counter < counts[at].length ? counts[at][counter] : 0;
      }
    }
    return counted[counter];
  }

  /** The counter is another's from now on, which has counted nothing. */
  void forget(int counter) {
    for (long[] kept : counts) {
      if (counter < kept.length) {
        kept[counter] = 0;
      }
    }
  }
}
