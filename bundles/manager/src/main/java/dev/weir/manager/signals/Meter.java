package dev.weir.manager.signals;

import dev.weir.engine.cell.Region;
import dev.weir.engine.cell.Ring;
import dev.weir.hook.SignalEvent;
import java.util.EnumMap;
import java.util.Map;

/** The sliding windows of one resource, one per event, whatever origin feeds them at the moment. */
final class Meter {

  /** The last second in tenths, so that a rate read between two polls is at most a tenth short. */
  private static final Ring.Shape SHAPE = new Ring.Shape(100, 10, 10);

  private final Map<SignalEvent, Ring> windows = new EnumMap<>(SignalEvent.class);
  private final Map<SignalEvent, Long> counted = new EnumMap<>(SignalEvent.class);
  private Map<SignalEvent, Long> totals = Map.of();
  private String origin = "";
  private long heard;

  /** Takes what one round brought from the origin that feeds the resource now. */
  void feed(Round round, String resource, long nowMs) {
    round
        .growth(resource)
        .forEach(
            (event, growth) -> {
              counted.merge(event, growth, Long::sum);
              windows.computeIfAbsent(event, e -> window()).add(nowMs, growth);
            });
    totals = round.totals(resource);
    origin = round.origin();
    heard = nowMs;
  }

  String origin() {
    return origin;
  }

  long heard() {
    return heard;
  }

  Map<SignalEvent, Long> totals() {
    return totals;
  }

  /** Everything that was fed. */
  Map<SignalEvent, Long> counted() {
    return counted;
  }

  Map<SignalEvent, Long> perSecond(long nowMs) {
    Map<SignalEvent, Long> sums = new EnumMap<>(SignalEvent.class);
    windows.forEach((event, window) -> sums.put(event, window.sum(nowMs)));
    return sums;
  }

  private static Ring window() {
    return new Ring(Region.of(SHAPE.buckets()), SHAPE);
  }
}
