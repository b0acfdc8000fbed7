package dev.weir.manager.signals;

import dev.weir.hook.SignalEvent;
import java.util.Map;
import java.util.Set;

/** What all sources of one origin reported in one round. */
final class Round {

  private final String origin;
  private final int rank;
  private final Totals totals = new Totals();
  private final Totals growth = new Totals();

  Round(String origin, int rank) {
    this.origin = origin;
    this.rank = rank;
  }

  void add(Totals sourceTotals, Totals sourceGrowth) {
    totals.addAll(sourceTotals);
    growth.addAll(sourceGrowth);
  }

  String origin() {
    return origin;
  }

  int rank() {
    return rank;
  }

  Set<String> resources() {
    return totals.resources();
  }

  Map<SignalEvent, Long> totals(String resource) {
    return totals.of(resource);
  }

  Map<SignalEvent, Long> growth(String resource) {
    return growth.of(resource);
  }
}
