package dev.weir.itests.servers;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Waits for what takes a moment; a deadline and the last value seen, and nothing to install. */
public final class Eventually {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Eventually() {}

  /**
   * The first value that is as it should be.
   *
   * @throws AssertionError after 30 s, with the last value
   */
  public static <T> T get(String what, Callable<T> value, Predicate<T> wanted) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    T last = value.call();
    while (!wanted.test(last)) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(
            what + " did not come within " + DEADLINE + "; last seen: " + last);
      }
      Thread.sleep(PAUSE.toMillis());
      last = value.call();
    }
    return last;
  }
}
