package dev.weir.bench.rules;

import java.util.Arrays;
import java.util.List;

/**
 * Times of equal events.
 *
 * @param nanos each, in nanoseconds
 */
record Times(List<Long> nanos) {

  Times {
    nanos = List.copyOf(nanos);
  }

  static Times of(long[] nanos) {
    return new Times(Arrays.stream(nanos).boxed().toList());
  }

  /** The p-th of a hundred, by nearest rank, in milliseconds. */
  double percentile(int p) {
    List<Long> sorted = nanos.stream().sorted().toList();
    int rank = (int) Math.ceil(p / 100.0 * sorted.size());
    return sorted.get(Math.max(0, rank - 1)) / 1e6;
  }
}
