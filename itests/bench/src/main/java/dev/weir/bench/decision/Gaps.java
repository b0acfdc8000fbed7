package dev.weir.bench.decision;

/**
 * How long after each other the decisions of one thread ended: counts by length, 32 to each power
 * of two of nanoseconds, so that a percentile is at most 3 % off; and the longest, exactly.
 * Recording allocates nothing.
 */
final class Gaps {

  private static final int SHARE_BITS = 5;
  private static final int SHARES = 1 << SHARE_BITS;

  private final long[] counts = new long[(Long.SIZE - SHARE_BITS) * SHARES];
  private long all;
  private long longest;

  void record(long nanos) {
    counts[slot(nanos)]++;
    all++;
    longest = Math.max(longest, nanos);
  }

  void add(Gaps other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    all += other.all;
    longest = Math.max(longest, other.longest);
  }

  private static int slot(long nanos) {
    if (nanos < SHARES) {
      return (int) Math.max(nanos, 0);
    }
    int shift = Long.SIZE - 1 - SHARE_BITS - Long.numberOfLeadingZeros(nanos);
    return (shift << SHARE_BITS) + (int) (nanos >>> shift);
  }

  /** The longest length of a slot, in nanoseconds. */
  private static long last(int slot) {
    if (slot < SHARES) {
      return slot;
    }
    int shift = (slot >>> SHARE_BITS) - 1;
    long share = (long) SHARES + (slot & (SHARES - 1));
    return ((share + 1) << shift) - 1;
  }

  long longest() {
    return longest;
  }

  /** How long the gaps are that so much of all are not longer than, in nanoseconds. */
  long percentile(double share) {
    long wanted = (long) Math.ceil(all * share);
    long seen = 0;
    for (int slot = 0; slot < counts.length; slot++) {
      seen += counts[slot];
      if (seen >= wanted) {
        return Math.min(last(slot), longest);
      }
    }
    return longest;
  }
}
