package dev.weir.bench.decision.meeting;

import java.util.Arrays;
import java.util.List;

/**
 * When a thread was done with each of its batches. A batch that took longer than {@link
 * #LONGEST_NANOS} was interrupted: the thread had no core for part of it.
 */
final class Timeline {

  /** A batch of 50 calls takes 2 to 60 microseconds; a thread that waits for a core, some 1,000. */
  static final long LONGEST_NANOS = 80_000;

  /** A stretch: a few batches, and much shorter than the turns in which threads have a core. */
  static final long STRETCH_NANOS = 200_000;

  private final int calls;
  private final long[] nanos;

  /**
   * A thread's times, which it may fill in after this was made.
   *
   * @param calls in a batch
   * @param nanos when the thread began, and when it was done with each batch
   */
  Timeline(int calls, long[] nanos) {
    this.calls = calls;
    this.nanos = nanos;
  }

  long[] nanos() {
    return nanos;
  }

  /**
   * Calls a nanosecond of all threads together, the median over the stretches in which none was
   * interrupted; not a number when there were fewer than {@code atLeast}.
   */
  static double rate(List<Timeline> threads, int atLeast) {
    long from = threads.stream().mapToLong(Timeline::begin).max().orElse(0);
    long to = threads.stream().mapToLong(Timeline::end).min().orElse(0);
    int most = (int) Math.max(0, (to - from) / STRETCH_NANOS);
    double[] rates = new double[most];
    int found = 0;
    for (int i = 0; i < most; i++) {
      double calls = 0;
      for (Timeline thread : threads) {
        calls += thread.calls(from + i * STRETCH_NANOS);
      }
      if (!Double.isNaN(calls)) {
        rates[found++] = calls / STRETCH_NANOS;
      }
    }
    Arrays.sort(rates, 0, found);
    return found < Math.max(1, atLeast) ? Double.NaN : rates[found / 2];
  }

  private long begin() {
    return nanos[0];
  }

  private long end() {
    return nanos[nanos.length - 1];
  }

  /** Calls in the stretch from then on; not a number when the thread was interrupted in it. */
  private double calls(long from) {
    long to = from + STRETCH_NANOS;
    int at = Arrays.binarySearch(nanos, from);
    double sum = 0;
    for (int i = at < 0 ? -at - 2 : at; i < nanos.length - 1 && nanos[i] < to; i++) {
      long took = nanos[i + 1] - nanos[i];
      if (took > LONGEST_NANOS) {
        return Double.NaN;
      }
      long within = Math.min(nanos[i + 1], to) - Math.max(nanos[i], from);
      sum += took == 0 ? 0 : (double) calls * within / took;
    }
    return sum;
  }
}
