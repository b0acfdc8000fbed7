package dev.weir.metric.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.cell.Event;
import dev.weir.hook.SignalEvent;
import dev.weir.manager.SignalView;
import dev.weir.metric.Figures;
import dev.weir.metric.MetricItem;
import dev.weir.metric.Reading;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SignalMetricsTest {

  private static final long T0 = 1_795_514_400_000L;

  private List<SignalView> views = List.of();
  private final SignalMetrics metrics = new SignalMetrics(() -> views);

  private void counted(String resource, long pass, long block) {
    views =
        List.of(
            new SignalView(
                resource,
                "kernel",
                Map.of(),
                Map.of(),
                Map.of(SignalEvent.PASS, pass, SignalEvent.BLOCK, block, SignalEvent.BYTES, 999L)));
  }

  @Test
  void firstLook_isTheBaseLine_andGrowthIsLogged() {
    counted("tcp:80", 100, 5);
    assertThat(metrics.second(T0)).isEmpty();
    counted("tcp:80", 107, 7);
    assertThat(metrics.second(T0 + 1000))
        .containsExactly(new MetricItem(T0 + 1000, "tcp:80", 0, new Figures(7, 2, 0, 0, 0, 0, 0)));
    assertThat(metrics.second(T0 + 2000)).isEmpty();
  }

  @Test
  void newResource_isLoggedWhole() {
    assertThat(metrics.second(T0)).isEmpty();
    counted("tcp:80", 3, 0);
    assertThat(metrics.second(T0 + 1000))
        .extracting(item -> item.figures().pass())
        .containsExactly(3L);
  }

  @Test
  void resourceThatWasForgotten_countsFromZeroAgain() {
    counted("tcp:80", 100, 0);
    metrics.second(T0);
    counted("tcp:80", 4, 0);
    assertThat(metrics.second(T0 + 1000))
        .extracting(item -> item.figures().pass())
        .containsExactly(4L);
  }

  @Test
  void readings_haveWhatPlanesCount() {
    counted("tcp:80", 100, 5);
    assertThat(SignalMetrics.readings(views))
        .containsExactly(
            new Reading("tcp:80", Map.of(Event.PASS, 100L, Event.BLOCK, 5L), OptionalLong.empty()));
  }

  private void calls(Map<SignalEvent, Long> totals, Map<SignalEvent, Long> counted) {
    views = List.of(new SignalView("GET:/orders", "wasm", Map.of(), totals, counted));
  }

  @Test
  void endsOfCalls_areLoggedWithTheirMeanResponseTime() {
    calls(Map.of(), Map.of());
    metrics.second(T0);
    calls(
        Map.of(SignalEvent.ESTABLISHED, 90L, SignalEvent.COMPLETE, 86L),
        Map.of(
            SignalEvent.PASS, 10L,
            SignalEvent.ESTABLISHED, 10L,
            SignalEvent.COMPLETE, 6L,
            SignalEvent.ERROR, 2L,
            SignalEvent.RESPONSE_MICROS, 6 * 7_999L));
    assertThat(metrics.second(T0 + 1000))
        .extracting(MetricItem::figures)
        .containsExactly(new Figures(10, 0, 6, 2, 7, 0, 4));
    assertThat(metrics.second(T0 + 2000))
        .as("four are still running")
        .extracting(MetricItem::figures)
        .containsExactly(new Figures(0, 0, 0, 0, 0, 0, 4));
    assertThat(SignalMetrics.readings(views))
        .containsExactly(
            new Reading(
                "GET:/orders",
                Map.of(Event.PASS, 10L, Event.COMPLETE, 6L, Event.ERROR, 2L, Event.RT, 47L),
                OptionalLong.of(4)));
  }

  @Test
  void nobodyCountsEndsAnyMore_howManyRunIsNotKnown() {
    calls(Map.of(), Map.of(SignalEvent.ESTABLISHED, 10L, SignalEvent.COMPLETE, 6L));
    metrics.second(T0);
    assertThat(metrics.second(T0 + 1000)).isEmpty();
    assertThat(SignalMetrics.readings(views))
        .extracting(Reading::concurrency)
        .containsExactly(OptionalLong.empty());
  }
}
