package dev.weir.metric.signals;

import dev.weir.engine.cell.Event;
import dev.weir.hook.SignalEvent;
import dev.weir.manager.SignalView;
import dev.weir.metric.Figures;
import dev.weir.metric.MetricItem;
import dev.weir.metric.MetricSource;
import dev.weir.metric.Reading;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What signals have grown by since they were last looked at. Kernel and proxy count what they let
 * through and what they refuse. Response times and errors nobody reports, and connections that come
 * and go are not taken over; those fields are 0.
 *
 * <p>The first look is the base line: what came before is of no second that is logged. For one
 * thread.
 */
final class SignalMetrics implements MetricSource {

  private final Supplier<List<SignalView>> signals;
  private @Nullable Map<String, Map<SignalEvent, Long>> last;

  SignalMetrics(Supplier<List<SignalView>> signals) {
    this.signals = signals;
  }

  private static Map<String, Map<SignalEvent, Long>> counted(List<SignalView> views) {
    Map<String, Map<SignalEvent, Long>> counted = new HashMap<>();
    views.forEach(view -> counted.put(view.resource(), view.counted()));
    return counted;
  }

  @Override
  public List<MetricItem> second(long startMs) {
    List<SignalView> now = signals.get();
    Map<String, Map<SignalEvent, Long>> before = last;
    last = counted(now);
    return before == null ? List.of() : items(startMs, now, before);
  }

  private static List<MetricItem> items(
      long startMs, List<SignalView> now, Map<String, Map<SignalEvent, Long>> before) {
    List<MetricItem> items = new ArrayList<>();
    for (SignalView view : now) {
      Map<SignalEvent, Long> base = before.getOrDefault(view.resource(), Map.of());
      Figures figures =
          new Figures(
              growth(view, base, SignalEvent.PASS),
              growth(view, base, SignalEvent.BLOCK),
              0,
              0,
              0,
              0,
              0);
      if (figures.active()) {
        items.add(new MetricItem(startMs, view.resource(), 0, figures));
      }
    }
    return items;
  }

  /** A resource that was forgotten meanwhile counts from 0 again. */
  private static long growth(SignalView view, Map<SignalEvent, Long> base, SignalEvent event) {
    long count = view.counted().getOrDefault(event, 0L);
    long before = base.getOrDefault(event, 0L);
    return count >= before ? count - before : count;
  }

  /** What was counted of each resource that calls are counted of. */
  static List<Reading> readings(List<SignalView> views) {
    List<Reading> readings = new ArrayList<>();
    for (SignalView view : views) {
      Map<Event, Long> totals = new EnumMap<>(Event.class);
      put(totals, Event.PASS, view.counted().get(SignalEvent.PASS));
      put(totals, Event.BLOCK, view.counted().get(SignalEvent.BLOCK));
      if (!totals.isEmpty()) {
        readings.add(new Reading(view.resource(), totals, OptionalLong.empty()));
      }
    }
    return readings;
  }

  private static void put(Map<Event, Long> totals, Event event, @Nullable Long count) {
    if (count != null) {
      totals.put(event, count);
    }
  }
}
