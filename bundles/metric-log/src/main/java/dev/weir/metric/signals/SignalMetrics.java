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
 * through and what they refuse; ends, failures and response times come from the filters alone, and
 * are 0 where those do not report. Calls and connections at once are those that are there when it
 * is looked.
 *
 * <p>The first look is the base line: what came before is of no second that is logged. For one
 * thread.
 */
final class SignalMetrics implements MetricSource {

  private static final long MICROS_PER_MILLI = 1_000;

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
      Figures figures = figures(view, base);
      if (figures.active()) {
        items.add(new MetricItem(startMs, view.resource(), 0, figures));
      }
    }
    return items;
  }

  private static Figures figures(SignalView view, Map<SignalEvent, Long> base) {
    long complete = growth(view, base, SignalEvent.COMPLETE);
    long micros = growth(view, base, SignalEvent.RESPONSE_MICROS);
    return new Figures(
        growth(view, base, SignalEvent.PASS),
        growth(view, base, SignalEvent.BLOCK),
        complete,
        growth(view, base, SignalEvent.ERROR),
        complete == 0 ? 0 : micros / complete / MICROS_PER_MILLI,
        0,
        inside(view).orElse(0));
  }

  /** Calls that have come in and not ended, where both are counted. */
  private static OptionalLong inside(SignalView view) {
    Long entered = view.totals().get(SignalEvent.ESTABLISHED);
    Long ended = view.totals().get(SignalEvent.COMPLETE);
    return entered == null || ended == null
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, entered - ended));
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
      put(totals, Event.COMPLETE, view.counted().get(SignalEvent.COMPLETE));
      put(totals, Event.ERROR, view.counted().get(SignalEvent.ERROR));
      Long micros = view.counted().get(SignalEvent.RESPONSE_MICROS);
      put(totals, Event.RT, micros == null ? null : micros / MICROS_PER_MILLI);
      if (!totals.isEmpty()) {
        readings.add(new Reading(view.resource(), totals, inside(view)));
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
