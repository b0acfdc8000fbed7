package dev.weir.bench.kernel.swaps;

import dev.weir.hook.Attachment;
import dev.weir.hook.SignalSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What a hook says of itself.
 *
 * @param counts by resource and event: {@code udp:53 BLOCK}
 * @param facts of its status
 */
record Totals(Map<String, Long> counts, Map<String, String> facts) {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int PAUSE_MS = 20;

  /** So many readings that say the same: nothing more comes. */
  private static final int STILL = 150;

  /** Hooks look for new places at every tenth reading. */
  private static final int READINGS = 10;

  /**
   * Read again until it is as it should be, or nothing has changed for 150 readings, at least three
   * seconds.
   */
  static Totals settled(Attachment hook, Predicate<Totals> complete) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    Totals totals = of(hook);
    int still = 0;
    while (!complete.test(totals) && still < STILL && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      Totals next = of(hook);
      still = next.equals(totals) ? still + 1 : 0;
      totals = next;
    }
    return totals;
  }

  long count(String key) {
    return counts.getOrDefault(key, 0L);
  }

  long fact(String name) {
    return Long.parseLong(facts.getOrDefault(name, "0"));
  }

  private static Totals of(Attachment hook) throws Exception {
    Map<String, Long> counts = new HashMap<>();
    for (int i = 0; i < READINGS; i++) {
      ((SignalSource) hook)
          .read((resource, event, total) -> counts.put(resource + " " + event, total));
    }
    return new Totals(counts, hook.status().facts());
  }
}
