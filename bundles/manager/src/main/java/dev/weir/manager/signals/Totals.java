package dev.weir.manager.signals;

import dev.weir.hook.SignalEvent;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Counts per resource and event. */
final class Totals {

  private final Map<String, Map<SignalEvent, Long>> counts = new HashMap<>();

  void add(String resource, SignalEvent event, long count) {
    counts
        .computeIfAbsent(resource, r -> new EnumMap<>(SignalEvent.class))
        .merge(event, count, Long::sum);
  }

  Map<SignalEvent, Long> of(String resource) {
    return counts.getOrDefault(resource, Map.of());
  }

  Set<String> resources() {
    return counts.keySet();
  }

  /** Adds every count of another. */
  void addAll(Totals other) {
    other.counts.forEach((resource, events) -> events.forEach((e, n) -> add(resource, e, n)));
  }

  /** What these totals have grown by since earlier ones; one that has shrunk began anew. */
  Totals since(Totals earlier) {
    Totals growth = new Totals();
    counts.forEach(
        (resource, events) ->
            events.forEach(
                (event, total) -> {
                  long last = earlier.of(resource).getOrDefault(event, 0L);
                  growth.add(resource, event, total >= last ? total - last : total);
                }));
    return growth;
  }
}
