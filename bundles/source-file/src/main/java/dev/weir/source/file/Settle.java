package dev.weir.source.file;

import java.util.concurrent.TimeUnit;

/**
 * How long a file must rest before it is read, in milliseconds, so that half a file never is. Linux
 * tells no watcher when a writer is done; what a file has been through says how long to wait.
 *
 * @param replaced a file that appeared by a rename or a symlink swap: complete as a rule
 */
record Settle(long replaced) {

  static final int DEFAULT_MS = 10;
  static final int MAX_MS = 10_000;

  Settle {
    if (replaced < 0 || replaced > MAX_MS) {
      throw new IllegalArgumentException(
          "settle must be 0 to " + MAX_MS + " milliseconds, was " + replaced);
    }
  }

  /** A file that is written in place, or was removed by an editor that is about to write it. */
  long rewritten() {
    return 4 * replaced;
  }

  /** A file that had content and has none: truncated, and to be written as a rule. */
  long emptied() {
    return 25 * replaced;
  }

  /** Longest time that a restless file holds the others back. */
  long patience() {
    return 100 * replaced;
  }

  /** A moment on both clocks: the steady one, and that of the files. */
  record Now(long nanos, long epochMillis) {

    static Now read() {
      return new Now(System.nanoTime(), System.currentTimeMillis());
    }

    long millisSince(long nanosThen) {
      return TimeUnit.NANOSECONDS.toMillis(nanos - nanosThen);
    }
  }
}
