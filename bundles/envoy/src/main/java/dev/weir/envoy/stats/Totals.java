package dev.weir.envoy.stats;

import dev.weir.envoy.stats.MetricNames.Subject;
import dev.weir.hook.SignalReader;
import java.util.HashMap;
import java.util.Map;

/**
 * What several Envoys have counted since this began, added up. An Envoy that restarts counts from
 * zero again, and one that is gone counts no more; the sum goes on from where it was.
 *
 * <p>Thread-safe: one thread per Envoy adds, another reads.
 */
final class Totals {

  /** Most subjects; what comes after is left out. */
  static final int MAX_SUBJECTS = 100_000;

  private final Map<Subject, Long> sums = new HashMap<>();

  /** What one Envoy counted up to its last poll. Confined to the thread that polls it. */
  static final class Seen {
    private Map<Subject, Long> last = Map.of();
  }

  /**
   * Takes one poll.
   *
   * @param seen the Envoy's counts before; replaced
   * @param counts its counts now
   */
  synchronized void add(Seen seen, Map<Subject, Long> counts) {
    for (Map.Entry<Subject, Long> count : counts.entrySet()) {
      Subject subject = count.getKey();
      if (sums.size() >= MAX_SUBJECTS && !sums.containsKey(subject)) {
        continue;
      }
      long before = seen.last.getOrDefault(subject, 0L);
      long now = count.getValue();
      sums.merge(subject, now >= before ? now - before : now, Long::sum);
    }
    seen.last = Map.copyOf(counts);
  }

  synchronized void read(SignalReader reader) {
    sums.forEach((subject, sum) -> reader.total(subject.resource(), subject.event(), sum));
  }
}
