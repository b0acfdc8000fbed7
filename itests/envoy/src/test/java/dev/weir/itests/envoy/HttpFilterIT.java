package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.envoy.FilterDelivery;
import dev.weir.envoy.FilterModule;
import dev.weir.envoy.stats.PrometheusSignals;
import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.hook.SignalEvent;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.Fallback;
import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.wasm.http.HttpFilter;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/** Weir's own HTTP filter in the real Envoy. */
class HttpFilterIT {

  /** So long a window that none ends within a test. */
  private static final int WINDOW_MS = FlowRule.MAX_INTERVAL_MS;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Rule BROKEN_ELSEWHERE =
      new CircuitBreakerRule(
          "broken",
          "GET:/elsewhere",
          new CircuitBreakerRule.Strategy.ErrorRatio(0.5),
          5,
          new CircuitBreakerRule.StatWindow(1000, 1),
          new CircuitBreakerRule.Recovery(1000, 1),
          Policy.DEFAULT);

  @Test
  void thresholdRaisedInsideAWindow_countsAreKept() throws Exception {
    try (Stage stage = Stage.open(2)) {
      Attachment attachment = attach(stage);
      attachment.apply(rules(1, 10));
      assertThat(Load.send(stage.envoy.http, 4, 12)).isEqualTo(Map.of(200, 10L, 429, 2L));
      attachment.apply(rules(2, 15));
      assertThat(Load.send(stage.envoy.http, 4, 12)).isEqualTo(Map.of(200, 5L, 429, 7L));
    }
  }

  @Test
  void ruleNeedsTheWholeFilter_countsAreKeptThereAndBackAndNoRequestFails() throws Exception {
    try (Stage stage = Stage.open(2)) {
      Attachment attachment = attach(stage);
      attachment.apply(rules(1, 10));
      String lean = module(attachment);
      assertThat(Load.send(stage.envoy.http, 4, 4)).isEqualTo(Map.of(200, 4L));
      try (Load load = Load.start(stage.envoy.http, 2)) {
        await().atMost(PATIENCE).until(() -> load.count(429) > 20);
        attachment.apply(with(rules(2, 10), BROKEN_ELSEWHERE));
        assertThat(module(attachment)).isNotEqualTo(lean);
        long before = load.count(429);
        await().atMost(PATIENCE).until(() -> load.count(429) > before + 200);
        attachment.apply(rules(3, 10));
        assertThat(module(attachment)).isEqualTo(lean);
        long then = load.count(429);
        await().atMost(PATIENCE).until(() -> load.count(429) > then + 200);
        assertThat(load.count(200)).isEqualTo(6);
        assertThat(load.answers()).containsOnlyKeys(200, 429);
      }
    }
  }

  private static String module(Attachment attachment) {
    return String.valueOf(attachment.status().facts().get("module"));
  }

  private static RuleSet with(RuleSet rules, Rule more) {
    List<Rule> all = new ArrayList<>(rules.rules());
    all.add(more);
    return new RuleSet(rules.revision(), all);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void severalWorkers_limitIsExact(int workers) throws Exception {
    try (Stage stage = Stage.open(workers)) {
      Attachment attachment = attach(stage);
      attachment.apply(rules(1, 300));
      assertThat(Load.send(stage.envoy.http, 32, 2000)).isEqualTo(Map.of(200, 300L, 429, 1700L));
    }
  }

  @Test
  void fallback_isWhatTheBlockedCallerGets() throws Exception {
    try (Stage stage = Stage.open(1)) {
      Attachment attachment = attach(stage);
      Fallback fallback =
          new Fallback(503, List.of(new Fallback.Header("X-Sentinel-Limit", "foo")), "later");
      attachment.apply(rules(1, 0, fallback));
      assertThat(Load.send(stage.envoy.http, 1, 3)).isEqualTo(Map.of(503, 3L));
      attachment.detach();
      assertThat(Load.send(stage.envoy.http, 1, 3)).isEqualTo(Map.of(200, 3L));
    }
  }

  @Test
  void counters_comeBackAsSignals() throws Exception {
    try (Stage stage = Stage.open(2)) {
      PrometheusSignals signals =
          new PrometheusSignals(
              Settings.of(Map.of("envoy.admin", "127.0.0.1:" + stage.envoy.admin)));
      try {
        Attachment attachment = attach(stage);
        attachment.apply(rules(1, 7));
        assertThat(Load.send(stage.envoy.http, 3, 12)).isEqualTo(Map.of(200, 7L, 429, 5L));
        await()
            .atMost(PATIENCE)
            .ignoreException(HookException.class)
            .untilAsserted(
                () ->
                    assertThat(read(signals))
                        .containsEntry("GET:/orders PASS", 7L)
                        .containsEntry("GET:/orders BLOCK", 5L));
      } finally {
        signals.deactivate();
      }
    }
  }

  @Test
  void configurationThatTheFilterRefuses_formerStaysWithItsCounts() throws Exception {
    try (Stage stage = Stage.open(2)) {
      Attachment attachment = attach(stage);
      attachment.apply(rules(1, 10));
      assertThat(Load.send(stage.envoy.http, 4, 4)).isEqualTo(Map.of(200, 4L));
      assertThatThrownBy(() -> withConfiguration(stage, "not json"))
          .isInstanceOf(HookException.class)
          .hasMessageContaining("stays in force");
      assertThat(Load.send(stage.envoy.http, 4, 12)).isEqualTo(Map.of(200, 6L, 429, 6L));
    }
  }

  private static Attachment attach(Stage stage) throws HookException {
    Attachment attachment = hook(stage.daemon.delivery).attach(Quota.SLOT);
    Daemon.awaitAccepted(attachment, 1);
    return attachment;
  }

  /** Delivers the same code as a next version that writes its configuration wrongly. */
  private static void withConfiguration(Stage stage, String configuration) throws HookException {
    FilterDelivery broken =
        (filter, slot, render) ->
            stage.daemon.delivery.deliver(renamed(filter), slot, rules -> configuration);
    Attachment unused = hook(broken).attach(Quota.SLOT);
  }

  private static FilterModule renamed(FilterModule filter) {
    return new FilterModule(filter.name(), "broken", filter.layer(), filter.vmId(), filter.code());
  }

  private static HttpFilter hook(FilterDelivery delivery) {
    return new HttpFilter(Settings.defaults(HttpFilter.Config.class), context(), delivery);
  }

  private static BundleContext context() {
    ClassLoader loader = HttpFilterIT.class.getClassLoader();
    Object bundle =
        Proxy.newProxyInstance(
            loader,
            new Class<?>[] {Bundle.class},
            (proxy, method, arguments) -> new Version(1, 0, 0));
    return (BundleContext)
        Proxy.newProxyInstance(
            loader, new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> bundle);
  }

  private static RuleSet rules(long revision, double threshold) {
    return rules(revision, threshold, Fallback.TOO_MANY_REQUESTS);
  }

  private static RuleSet rules(long revision, double threshold, Fallback fallback) {
    return new RuleSet(
        revision,
        List.of(
            FlowRule.direct(
                "orders",
                Quota.RESOURCE,
                threshold,
                WINDOW_MS,
                Policy.of(LimitMode.LOCAL, fallback))));
  }

  private static Map<String, Long> read(PrometheusSignals signals) throws HookException {
    Map<String, Long> totals = new HashMap<>();
    signals.read(
        (String resource, SignalEvent event, long total) ->
            totals.put(resource + " " + event, total));
    return totals;
  }
}
