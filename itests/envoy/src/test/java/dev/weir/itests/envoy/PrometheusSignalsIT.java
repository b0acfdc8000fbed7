package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.envoy.stats.PrometheusSignals;
import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.hook.SignalEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Envoy's statistics as signals. */
class PrometheusSignalsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void filteredRequests_areCountedPerResourceAndPort() throws Exception {
    try (Stage stage = Stage.open(2)) {
      PrometheusSignals signals = signals(stage.envoy.admin);
      try {
        Attachment unused = stage.deliver(7);
        assertThat(Load.send(stage.envoy.http, 3, 12)).isEqualTo(Map.of(200, 7L, 429, 5L));
        await()
            .atMost(PATIENCE)
            .ignoreException(HookException.class)
            .untilAsserted(
                () ->
                    assertThat(read(signals))
                        .containsEntry("GET:/orders PASS", 7L)
                        .containsEntry("GET:/orders BLOCK", 5L)
                        .hasEntrySatisfying(
                            "tcp:" + stage.envoy.http + " PASS",
                            total -> assertThat(total).isBetween(1L, 12L))
                        .hasSize(3));
      } finally {
        signals.deactivate();
      }
    }
  }

  @Test
  void envoyGone_sourceIsNotAlive() throws Exception {
    PrometheusSignals signals;
    try (Stage stage = Stage.open(1)) {
      signals = signals(stage.envoy.admin);
      await().atMost(PATIENCE).ignoreException(HookException.class).until(() -> alive(signals));
    }
    try {
      await().atMost(PATIENCE).until(() -> !alive(signals));
      assertThatThrownBy(() -> read(signals))
          .isInstanceOf(HookException.class)
          .hasMessageContaining("127.0.0.1");
    } finally {
      signals.deactivate();
    }
  }

  private static PrometheusSignals signals(int admin) {
    return new PrometheusSignals(Settings.of(Map.of("envoy.admin", "127.0.0.1:" + admin)));
  }

  private static Map<String, Long> read(PrometheusSignals signals) throws HookException {
    Map<String, Long> totals = new HashMap<>();
    signals.read(
        (String resource, SignalEvent event, long total) ->
            totals.put(resource + " " + event, total));
    return totals;
  }

  private static boolean alive(PrometheusSignals signals) {
    try {
      signals.read((resource, event, total) -> {});
      return true;
    } catch (HookException e) {
      return false;
    }
  }
}
