package dev.weir.manager.signals;

import dev.weir.engine.LeapArray;
import dev.weir.engine.WindowShape;
import dev.weir.hook.SignalEvent;
import java.util.EnumMap;
import java.util.Map;

/** The sliding windows of one resource, one per event, whatever origin feeds them at the moment. */
final class Meter {

  /** The last second in tenths, so that a rate read between two polls is at most a tenth short. */
  private static final WindowShape SHAPE = new WindowShape(1_000, 10);

  private static final LeapArray WINDOW = new LeapArray(SHAPE, 0);

  private final Map<SignalEvent, long[]> windows = new EnumMap<>(SignalEvent.class);
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
              WINDOW.add(
                  windows.computeIfAbsent(event, e -> new long[SHAPE.cells()]), nowMs, growth);
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
    windows.forEach((event, cells) -> sums.put(event, WINDOW.sum(cells, nowMs)));
    return sums;
  }
}
