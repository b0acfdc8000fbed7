package dev.weir.bench.envoy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * What passed in each window of a second, as an access log has it. A request was decided at some
 * moment between its beginning and its end. So the log bounds the count of a window from both
 * sides: it had at least the requests that lie in it whole, and at most those that touch it.
 */
final class Windows {

  private static final long BUCKET_MICROS = 500_000;
  private static final int OK = 200;

  private final long firstBucket;
  private final long[] offered;
  private final long[] able;
  private final long[] whole;
  private final long[] touching;

  private Windows(long firstBucket, int buckets) {
    this.firstBucket = firstBucket;
    this.offered = new long[buckets];
    this.able = new long[buckets];
    this.whole = new long[buckets];
    this.touching = new long[buckets];
  }

  /** Reads a log; see {@link Bootstrap#accessLog}. The first and the last window are left out. */
  static Windows read(Path log) throws IOException {
    long first = Long.MAX_VALUE;
    long last = 0;
    try (Stream<String> lines = Files.lines(log)) {
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        long micros = micros(each.next());
        first = Math.min(first, micros);
        last = Math.max(last, micros);
      }
    }
    long firstBucket = first / BUCKET_MICROS + 1;
    long buckets = last / BUCKET_MICROS - firstBucket - 1;
    Windows windows = new Windows(firstBucket, (int) Math.max(0, buckets));
    try (Stream<String> lines = Files.lines(log)) {
      lines.forEach(windows::count);
    }
    return windows;
  }

  private static long micros(String line) {
    return Long.parseLong(line.substring(0, line.indexOf(' ')));
  }

  private void count(String line) {
    String[] fields = line.split(" ", -1);
    long begin = Long.parseLong(fields[0]);
    long end = begin + (fields[1].equals("-") ? 0 : Long.parseLong(fields[1]));
    boolean passed = Integer.parseInt(fields[2]) == OK;
    int from = (int) (begin / BUCKET_MICROS - firstBucket);
    int to = (int) (end / BUCKET_MICROS - firstBucket);
    // the window of index i has the buckets i and i + 1
    for (int window = from - 1; window <= to; window++) {
      if (window >= 0 && window < whole.length) {
        boolean inside = from >= window && to <= window + 1;
        offered[window] += inside ? 1 : 0;
        able[window] += from == to && (passed || from > window) ? 1 : 0;
        whole[window] += inside && passed ? 1 : 0;
        touching[window] += passed ? 1 : 0;
      }
    }
  }

  /** How many windows there are. */
  int size() {
    return whole.length;
  }

  /** Calls over the limit, in all windows together: so many at least. */
  long over(long limit) {
    return Arrays.stream(whole).map(count -> Math.max(0, count - limit)).sum();
  }

  /**
   * Windows that so many calls could have passed in: what passed in the first bucket, with what
   * came in the second, is as much. A window after a burst, whose first bucket was closed by the
   * window before, is none.
   */
  int loaded(long limit) {
    return (int) Arrays.stream(able).filter(count -> count >= limit).count();
  }

  /** The smallest count of such a window: so many at most. */
  long least(long limit) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < touching.length; i++) {
      least = able[i] >= limit ? Math.min(least, touching[i]) : least;
    }
    return least;
  }

  /** Calls that came in the middle window, as a sample of the load. */
  double meanOffered() {
    return Arrays.stream(offered).average().orElse(0);
  }
}
