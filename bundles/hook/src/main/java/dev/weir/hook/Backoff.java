package dev.weir.hook;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try at something that failed: from a first wait, doubled with
 * each failure in a row up to a longest, of which at random between a half and the whole is waited,
 * so that a thousand daemons do not return to a store at the same moment. For one thread.
 */
public final class Backoff {

  private final long firstMs;
  private final long longestMs;
  private final RandomGenerator random;
  private long nextMs;

  /**
   * Waits that begin anew after each success.
   *
   * @param firstMs wait after the first failure, milliseconds, at least 1
   * @param longestMs wait that is not exceeded, milliseconds, at least {@code firstMs}
   */
  public Backoff(long firstMs, long longestMs, RandomGenerator random) {
    if (firstMs < 1 || longestMs < firstMs) {
      throw new IllegalArgumentException(
          "waits must be at least 1 ms and in order, were " + firstMs + " and " + longestMs);
    }
    this.firstMs = firstMs;
    this.longestMs = longestMs;
    this.random = random;
    this.nextMs = firstMs;
  }

  /** The wait after one more failure, in milliseconds. */
  public long failed() {
    long whole = nextMs;
    nextMs = Math.min(longestMs, whole * 2);
    return whole - random.nextLong(whole / 2 + 1);
  }

  /** It worked: the next failure is a first one. */
  public void succeeded() {
    nextMs = firstMs;
  }
}
