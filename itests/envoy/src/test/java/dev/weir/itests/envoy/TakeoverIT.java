package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.weir.envoy.stats.PrometheusSignals;
import dev.weir.hook.Attachment;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalSource;
import dev.weir.itests.servers.Upstream;
import dev.weir.manager.SwitchView;
import dev.weir.manager.signals.SignalBoard;
import dev.weir.wasm.http.HttpFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Who counts a resource of the HTTP filter: the filter's reports, or Envoy's own statistics. */
class TakeoverIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ORDERS = "GET:/orders";

  private final SignalBoard board = new SignalBoard();
  private List<SignalSource> sources = List.of();

  @Test
  void serviceFallsSilent_statisticsTakeOverAndNothingCountsTwice() throws Exception {
    try (Upstream upstream = new Upstream();
        Daemon daemon = new Daemon(0, 0);
        Envoy envoy = new Envoy(2, daemon.port(), upstream.port(), UnaryOperator.identity())) {
      PrometheusSignals statistics =
          new PrometheusSignals(Settings.of(Map.of("envoy.admin", "127.0.0.1:" + envoy.admin)));
      try {
        sources = List.of(daemon.signals, statistics);
        takeOver(daemon, envoy);
      } finally {
        statistics.deactivate();
      }
    }
  }

  private void takeOver(Daemon daemon, Envoy envoy) throws Exception {
    Attachment service = Reported.service(daemon);
    HttpFilter filter =
        new HttpFilter(
            Settings.defaults(HttpFilter.Config.class), Filters.bundle(), daemon.delivery);
    Attachment http = filter.attach("weir-http");
    http.apply(Filters.limit(1, ORDERS, 20));
    Daemon.awaitAccepted(http, 1);
    round();
    new Clients(envoy.http).send(13).all();
    rounds(() -> board.origin(ORDERS).equals("wasm") && counted(SignalEvent.COMPLETE) == 13);
    assertThat(counted(SignalEvent.PASS)).isEqualTo(13);

    service.detach();
    long silent = System.nanoTime();
    rounds(() -> board.origin(ORDERS).equals("prometheus"));
    assertThat(Duration.ofNanos(System.nanoTime() - silent)).isLessThan(Duration.ofSeconds(5));
    assertThat(counted(SignalEvent.COMPLETE)).as("nobody counts ends").isEqualTo(-1);
    new Clients(envoy.http).send(4).all();
    rounds(() -> counted(SignalEvent.PASS) == 17);

    Attachment back = Reported.service(daemon);
    rounds(() -> board.origin(ORDERS).equals("wasm"));
    assertThat(counted(SignalEvent.PASS)).isEqualTo(17);
    assertThat(new Clients(envoy.http).send(10).all()).isEqualTo(Map.of(200, 3, 429, 7));
    rounds(() -> counted(SignalEvent.BLOCK) == 7 && counted(SignalEvent.COMPLETE) == 20);
    assertThat(counted(SignalEvent.PASS)).isEqualTo(20);
    assertThat(board.switches())
        .extracting(SwitchView::from, SwitchView::to)
        .endsWith(tuple("wasm", "prometheus"), tuple("prometheus", "wasm"));
    back.detach();
  }

  private long counted(SignalEvent event) {
    return board.counted(ORDERS, event);
  }

  private void round() {
    board.poll(sources, System.currentTimeMillis());
  }

  /** Rounds as the manager has them, until something is so. */
  private void rounds(Callable<Boolean> condition) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .pollInSameThread()
        .until(
            () -> {
              round();
              return condition.call();
            });
  }
}
