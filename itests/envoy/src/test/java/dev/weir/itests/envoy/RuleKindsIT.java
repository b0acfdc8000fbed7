package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Ability;
import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
import dev.weir.wasm.http.HttpFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of every kind in the real Envoy, from the record to the refused request. */
class RuleKindsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int DAY_MS = FlowRule.MAX_INTERVAL_MS;
  private static final Policy SHADOW = new Policy(LimitMode.LOCAL, true, null);

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void isolation_holdsExactlyOverAllWorkers(int workers) throws Exception {
    try (Stage stage = Stage.open(workers)) {
      enforce(stage, new IsolationRule("i", Quota.RESOURCE, false, 10, Policy.DEFAULT));
      for (int round = 0; round < 2; round++) {
        stage.upstream.hold();
        Clients clients = new Clients(stage.envoy.http).send(40);
        await().atMost(PATIENCE).until(() -> clients.soFar().getOrDefault(429, 0) == 30);
        stage.upstream.release();
        assertThat(clients.all()).isEqualTo(Map.of(200, 10, 429, 30));
      }
      assertThat(stage.upstream.arrivals()).hasSize(20);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void failingService_opensTheBreakerForAllWorkersAndAProbeClosesIt(int workers) throws Exception {
    int retryMs = 2_000;
    try (Stage stage = Stage.open(workers)) {
      enforce(
          stage,
          new CircuitBreakerRule(
              "b",
              Quota.RESOURCE,
              new Strategy.ErrorCount(5),
              5,
              new StatWindow(DAY_MS, 1),
              new Recovery(retryMs, 0),
              Policy.DEFAULT));
      stage.upstream.answerWith(503);
      long begun = System.nanoTime();
      for (int i = 0; i < 5; i++) {
        assertThat(new Clients(stage.envoy.http).send(1).all()).isEqualTo(Map.of(503, 1));
      }
      await()
          .atMost(PATIENCE)
          .until(() -> stage.envoy.admin("/stats?filter=opened").contains(": 1"));
      new Clients(stage.envoy.http).send(60).all();
      long probes = Duration.ofNanos(System.nanoTime() - begun).toMillis() / retryMs;
      assertThat(stage.upstream.arrivals().size()).isBetween(5, 5 + (int) probes);
      stage.upstream.answerWith(200);
      await()
          .atMost(PATIENCE)
          .until(() -> new Clients(stage.envoy.http).send(1).all().containsKey(200));
      assertThat(new Clients(stage.envoy.http).send(40).all()).isEqualTo(Map.of(200, 40));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void throttling_letsRequestsGoOneDistanceApart(int workers) throws Exception {
    int requests = 30;
    try (Stage stage = Stage.open(workers)) {
      enforce(
          stage,
          new FlowRule(
              "f",
              Quota.RESOURCE,
              false,
              new TokenCalculation.Direct(),
              new ControlBehavior.Throttling(60_000),
              20,
              1_000,
              Window.COMPATIBLE,
              null,
              Policy.DEFAULT));
      long start = System.nanoTime();
      assertThat(new Clients(stage.envoy.http).send(requests).all())
          .isEqualTo(Map.of(200, requests));
      List<Long> arrivals = stage.upstream.arrivals().stream().sorted().toList();
      assertThat(arrivals).hasSize(requests);
      for (int i = 0; i < requests; i++) {
        assertThat(Duration.ofNanos(arrivals.get(i) - start))
            .isGreaterThanOrEqualTo(Duration.ofMillis(50L * i));
      }
    }
  }

  @Test
  void hotspotByHeader_limitsEachValueAlone() throws Exception {
    try (Stage stage = Stage.open(1)) {
      enforce(
          stage,
          new HotspotRule(
              "h",
              Quota.RESOURCE,
              new HotspotRule.Param(0, "header:X-User"),
              new HotspotRule.Metric.Qps(3_600, 0, new ControlBehavior.Reject()),
              4,
              0,
              List.of(),
              Policy.DEFAULT));
      for (String user : List.of("ann", "bob")) {
        assertThat(new Clients(stage.envoy.http).send(10, "x-user", user).all())
            .as(user)
            .isEqualTo(Map.of(200, 4, 429, 6));
      }
      assertThat(new Clients(stage.envoy.http).send(10).all()).isEqualTo(Map.of(200, 10));
    }
  }

  @Test
  void shadow_blocksNoneAndCounts() throws Exception {
    try (Stage stage = Stage.open(4)) {
      enforce(stage, FlowRule.direct("f", Quota.RESOURCE, 5, DAY_MS, SHADOW));
      assertThat(Load.send(stage.envoy.http, 8, 50)).isEqualTo(Map.of(200, 50L));
      await()
          .atMost(PATIENCE)
          .until(() -> stage.envoy.admin("/stats?filter=shadow").contains(".shadow: 45"));
    }
  }

  private static void enforce(Stage stage, Rule rule) throws HookException {
    HttpFilter hook =
        new HttpFilter(
            Settings.defaults(HttpFilter.Config.class), Filters.bundle(), stage.daemon.delivery);
    assertThat(hook.judge(rule)).isInstanceOf(Ability.Able.class);
    Attachment attachment = hook.attach(Quota.SLOT);
    attachment.apply(new RuleSet(1, List.of(rule)));
    Daemon.awaitAccepted(attachment, 1);
  }
}
