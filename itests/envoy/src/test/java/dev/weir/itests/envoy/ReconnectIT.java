package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Attachment;
import dev.weir.itests.servers.Upstream;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Envoy and the daemon lose each other and find each other again. */
class ReconnectIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LONG_SETTLE_MS = 600_000;

  @Test
  void deliveredBeforeEnvoyConnects_isInForceOnceItHas() throws Exception {
    try (Upstream upstream = new Upstream();
        Daemon daemon = new Daemon(0, 0)) {
      Attachment attachment =
          daemon.delivery.deliver(Quota.version("1.0"), Quota.SLOT, Quota::render);
      attachment.apply(Quota.rules(1, 3));
      assertThat(attachment.status().detail()).contains("no Envoy is connected");
      try (Envoy envoy = new Envoy(2, daemon.port(), upstream.port(), UnaryOperator.identity())) {
        Daemon.awaitAccepted(attachment, 1);
        // Envoy's workers may have served a request before the first filter of their lives came.
        assertThat(Load.send(envoy.http, 2, 9).get(429)).isBetween(4L, 6L);
        assertThat(Load.send(envoy.http, 2, 5)).isEqualTo(Map.of(429, 5L));
      }
      await().atMost(PATIENCE).until(() -> "0".equals(attachment.status().facts().get("proxies")));
    }
  }

  @Test
  void envoyKilledAndStartedAgain_hasTheRulesOnceItIsConnected() throws Exception {
    try (Upstream upstream = new Upstream();
        Daemon daemon = new Daemon(0, LONG_SETTLE_MS)) {
      Attachment attachment = deliver(daemon);
      for (int life = 0; life < 3; life++) {
        try (Envoy envoy = new Envoy(2, daemon.port(), upstream.port(), UnaryOperator.identity())) {
          awaitConnected(envoy);
          Daemon.awaitAccepted(attachment, 1);
          assertThat(Load.send(envoy.http, 2, 10)).isEqualTo(Map.of(429, 10L));
          envoy.kill();
        }
        await()
            .atMost(PATIENCE)
            .until(() -> "0".equals(attachment.status().facts().get("proxies")));
      }
    }
  }

  @Test
  void daemonGoneAndBack_noRequestGoesUnfiltered() throws Exception {
    try (Upstream upstream = new Upstream()) {
      int port = Envoy.freePort();
      Daemon first = new Daemon(port, LONG_SETTLE_MS);
      try (Envoy envoy = new Envoy(2, port, upstream.port(), UnaryOperator.identity())) {
        Attachment before = deliver(first);
        Daemon.awaitAccepted(before, 1);
        try (Load load = Load.start(envoy.http, 4)) {
          first.close();
          awaitMoreBlocked(load);
          try (Daemon second = new Daemon(port, LONG_SETTLE_MS)) {
            awaitConnected(envoy);
            awaitMoreBlocked(load);
            Daemon.awaitAccepted(deliver(second), 1);
            awaitMoreBlocked(load);
          }
          assertThat(load.answers()).containsOnlyKeys(429);
        }
      }
    }
  }

  @Test
  void hookDidNotComeBack_filterIsTakenOutOnceSettled() throws Exception {
    try (Upstream upstream = new Upstream()) {
      int port = Envoy.freePort();
      Daemon first = new Daemon(port, LONG_SETTLE_MS);
      try (Envoy envoy = new Envoy(1, port, upstream.port(), UnaryOperator.identity())) {
        Daemon.awaitAccepted(deliver(first), 1);
        assertThat(Load.send(envoy.http, 1, 3)).isEqualTo(Map.of(429, 3L));
        first.close();
        try (Daemon second = new Daemon(port, 0)) {
          await().atMost(PATIENCE).until(() -> Load.send(envoy.http, 1, 1).equals(Map.of(200, 1L)));
          assertThat(second.port()).isEqualTo(port);
        }
      }
    }
  }

  private static Attachment deliver(Daemon daemon) throws Exception {
    Attachment attachment =
        daemon.delivery.deliver(Quota.version("1.0"), Quota.SLOT, Quota::render);
    attachment.apply(Quota.rules(1, 0));
    return attachment;
  }

  private static void awaitConnected(Envoy envoy) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> envoy.admin("/stats?filter=control_plane.connected_state").contains("state: 1"));
  }

  private static void awaitMoreBlocked(Load load) {
    long before = load.count(429);
    await().atMost(PATIENCE).until(() -> load.count(429) > before + 200);
  }
}
