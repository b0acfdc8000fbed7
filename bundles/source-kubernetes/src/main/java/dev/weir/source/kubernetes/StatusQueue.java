package dev.weir.source.kubernetes;

import dev.weir.hook.Outcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The objects whose status may have to be written, each at most once, oldest first, and none sooner
 * than a while after it was written last. One that changed waits a moment longer: what became of
 * the change is heard a moment later. Safe for any thread.
 */
final class StatusQueue {

  private static final long HEARING_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final long restNanos;
  private final Map<String, Outcome> outcomes = new HashMap<>();
  private final Map<String, Long> written = new HashMap<>();
  private final Map<String, Long> touched = new LinkedHashMap<>();

  /** An object and what became of it. */
  record Due(String document, Outcome outcome) {}

  StatusQueue(int restMs) {
    restNanos = TimeUnit.MILLISECONDS.toNanos(restMs);
  }

  /** What became of all objects; those of which that is news are due. */
  synchronized void outcomes(List<Outcome> all) {
    Map<String, Outcome> before = new HashMap<>(outcomes);
    outcomes.clear();
    for (Outcome outcome : all) {
      outcomes.put(outcome.document(), outcome);
      if (!outcome.equals(before.get(outcome.document()))) {
        touched.put(outcome.document(), System.nanoTime());
      }
    }
    written.keySet().retainAll(outcomes.keySet());
    touched.keySet().retainAll(outcomes.keySet());
    notifyAll();
  }

  /** An object whose status is to be compared again. */
  synchronized void touch(String document) {
    if (outcomes.containsKey(document)) {
      touched.putIfAbsent(document, System.nanoTime() + HEARING_NANOS);
      notifyAll();
    }
  }

  /** An object was written now. */
  synchronized void written(String document) {
    written.put(document, System.nanoTime());
  }

  /** Waits for the next object that may be written. */
  synchronized Due take() throws InterruptedException {
    while (true) {
      long now = System.nanoTime();
      long soonest = Long.MAX_VALUE;
      for (Map.Entry<String, Long> touch : touched.entrySet()) {
        String document = touch.getKey();
        Long last = written.get(document);
        long rest = last == null ? 0 : last + restNanos - now;
        rest = Math.max(rest, touch.getValue() - now);
        Outcome outcome = outcomes.get(document);
        if (rest <= 0 && outcome != null) {
          touched.remove(document);
          return new Due(document, outcome);
        }
        soonest = Math.min(soonest, Math.max(rest, 1));
      }
      if (soonest == Long.MAX_VALUE) {
        wait();
      } else {
        TimeUnit.NANOSECONDS.timedWait(this, soonest);
      }
    }
  }
}
