package dev.weir.bench.rules;

import java.util.Arrays;

/** Times of equal events, in nanoseconds. */
record Times(long... nanos) {

  /** The p-th of a hundred, by nearest rank, in milliseconds. */
  double percentile(int p) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(p / 100.0 * sorted.length);
    return sorted[Math.max(0, rank - 1)] / 1e6;
  }
}
