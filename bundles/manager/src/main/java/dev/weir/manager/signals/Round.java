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
  private final Totals late = new Totals();

  Round(String origin, int rank) {
    this.origin = origin;
    this.rank = rank;
  }

  /**
   * Adds a source.
   *
   * @param back whether it was silent in the round before: its growth is of longer than a round
   */
  void add(Totals sourceTotals, Totals sourceGrowth, boolean back) {
    totals.addAll(sourceTotals);
    (back ? late : growth).addAll(sourceGrowth);
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

  /**
   * What an event has grown by.
   *
   * @param alone whether no other origin has counted it meanwhile; else what a source counted while
   *     it was silent is in the figures already
   */
  long growth(String resource, SignalEvent event, boolean alone) {
    long fresh = growth.of(resource).getOrDefault(event, 0L);
    return alone ? fresh + late.of(resource).getOrDefault(event, 0L) : fresh;
  }
}
