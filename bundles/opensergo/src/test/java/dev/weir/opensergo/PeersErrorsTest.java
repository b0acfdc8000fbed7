package dev.weir.opensergo;

import static dev.weir.opensergo.Reader.fixture;
import static dev.weir.opensergo.Reader.rules;
import static dev.weir.opensergo.Reader.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Document;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.ControlBehavior.Throttling;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the readers of OpenSergo before Weir got wrong, each by its name. */
final class PeersErrorsTest {

  private static FlowRule rule(String strategy, String binding) {
    String text =
        """
        apiVersion: fault-tolerance.opensergo.io/v1alpha1
        kind: RateLimitStrategy
        metadata: {name: s}
        spec: {metricType: RequestAmount, %s}
        ---
        apiVersion: fault-tolerance.opensergo.io/v1alpha1
        kind: FaultToleranceRule
        metadata: {name: r}
        spec: {targets: [{targetResourceName: a}], strategies: [%s]}
        """;
    return (FlowRule) rules(yaml(text.formatted(strategy, binding))).get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "statDuration: 30s, 30000",
    "statDuration: 1m, 60000",
    "statDuration: 1min, 60000",
    "statDuration: 2minute, 120000",
    "statDuration: 1h, 3600000",
    "statDuration: 1d, 86400000",
    "statDuration: 250ms, 250",
    "statDurationSeconds: 30, 30000"
  })
  void controlPlaneTookSecondsTimesTenAndNoDays_windowIsExact(String duration, int milliseconds) {
    assertThat(rule("limitMode: Local, threshold: 1, " + duration, "{name: s}").statIntervalInMs())
        .isEqualTo(milliseconds);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "10, 10", "0.5, 0.5", "1e3, 1000", "9007199254740993, 9007199254740992"})
  void proofOfConceptLostTheThreshold_thresholdIsCopied(String written, double threshold) {
    assertThat(
            rule("limitMode: Local, statDuration: 1s, threshold: " + written, "{name: s}")
                .threshold())
        .isEqualTo(threshold);
  }

  @ParameterizedTest
  @CsvSource({"Local, LOCAL", "Global, GLOBAL", "GlobalToLocal, GLOBAL_TO_LOCAL"})
  void controlPlaneSentModeUnknown_modeIsRead(String written, LimitMode mode) {
    assertThat(
            rule("threshold: 1, statDuration: 1s, limitMode: " + written, "{name: s}")
                .policy()
                .limitMode())
        .isEqualTo(mode);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{name: s}", "{name: s, kind: RateLimitStrategy}"})
  void apiServerPrunedOrDemandedTheKind_bothFormsAreRead(String binding) {
    assertThat(rule("limitMode: Local, threshold: 1, statDuration: 1s", binding).id())
        .isEqualTo("default/r/s/a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"fallback-foo", "{name: fallback-foo, kind: HttpRequestFallbackAction}"})
  void controlPlaneSentNoAction_fallbackIsBound(String action) {
    String text =
        fixture("good/seed.yaml")
            .text()
            .replace("fallbackAction: fallback-foo", "fallbackAction: " + action);

    assertThat(rules(yaml(text)))
        .allSatisfy(
            rule ->
                assertThat(((FlowRule) rule).policy().fallback())
                    .isNotNull()
                    .extracting(fallback -> fallback.headers().get(0).key())
                    .isEqualTo("X-Sentinel-Limit"));
  }

  private static Rule bound(String kind, String spec) {
    String text =
        """
        apiVersion: fault-tolerance.opensergo.io/v1alpha1
        kind: %s
        metadata: {name: s}
        spec: {%s}
        ---
        apiVersion: fault-tolerance.opensergo.io/v1alpha1
        kind: FaultToleranceRule
        metadata: {name: r}
        spec: {targets: [{targetResourceName: a}], strategies: [{name: s}]}
        """;
    return rules(yaml(text.formatted(kind, spec))).get(0);
  }

  private static Rule sentinel(String kind, String rule) {
    String text =
        """
        apiVersion: datasource.sentinel.io/v1alpha1
        kind: %s
        metadata: {name: s}
        spec: {rules: [{%s}]}
        """;
    return rules(yaml(text.formatted(kind, rule))).get(0);
  }

  @Test
  void aggregatorCutTheRecoveryToSeconds_millisecondsStay() {
    Rule rule =
        bound(
            "CircuitBreakerStrategy",
            "strategy: ErrorRequestRatio, triggerRatio: 50%, statDuration: 250ms, recoveryTimeout:"
                + " 1500ms, minRequestAmount: 5");

    assertThat(rule)
        .extracting("recovery.retryTimeoutMs", "window.statIntervalMs")
        .containsExactly(1500, 250);
  }

  @Test
  void controlPlaneSentBreakersWithoutUnits_timesAreExact() {
    Rule rule =
        bound(
            "CircuitBreakerStrategy",
            "strategy: SlowRequestRatio, triggerRatio: 60%, statDuration: 30s, recoveryTimeout: 5s,"
                + " minRequestAmount: 5, slowConditions: {maxAllowedRt: 2s}");

    assertThat(rule)
        .extracting("strategy", "recovery.retryTimeoutMs", "window.statIntervalMs")
        .containsExactly(new Strategy.SlowRequestRatio(0.6, 2000), 5000, 30_000);
  }

  @ParameterizedTest
  @CsvSource({"3ms, 3", "7ms, 7", "1500ms, 1500", "1m, 60000"})
  void aggregatorRoundedPacesToWholeCallsPerSecond_distanceIsExact(String written, int distance) {
    FlowRule rule =
        (FlowRule)
            bound("ThrottlingStrategy", "queueTimeout: 60ms, minIntervalOfRequests: " + written);

    assertThat(rule.statIntervalInMs() / rule.threshold()).isEqualTo(distance);
    assertThat(rule.controlBehavior()).isEqualTo(new Throttling(60));
  }

  @Test
  void seedProjectReadConcurrencyFromTheThreshold_maxConcurrencyIsRead() {
    assertThat(bound("ConcurrencyLimitStrategy", "maxConcurrency: 8, limitMode: Local"))
        .isEqualTo(new IsolationRule("default/r/s/a", "a", false, 8, Policy.DEFAULT));
  }

  @Test
  void sentinelsControllerForgotTheInterval_statIntervalIsCopied() {
    assertThat(sentinel("FlowRules", "resource: a, threshold: 5, statIntervalInMs: 5000"))
        .extracting("statIntervalInMs")
        .isEqualTo(5000);
  }

  @ParameterizedTest
  @CsvSource({"CpuUsage, 80, 0.8", "Load, 250, 2.5", "AvgRT, 123, 123", "InboundQPS, 7, 7"})
  void sentinelsControllerNeverAppliedSystemRules_theyAreRead(
      String metric, int written, double trigger) {
    assertThat(
            sentinel(
                "SystemRules",
                "metricType: %s, strategy: BBR, triggerCount: %d".formatted(metric, written)))
        .extracting("triggerCount")
        .isEqualTo(trigger);
  }

  @Test
  void seedProjectTookQpsForConcurrency_metricIsKept() {
    assertThat(
            sentinel("HotspotRules", "resource: a, metricType: QPS, paramIndex: 0, threshold: 1"))
        .extracting("metric")
        .isInstanceOf(HotspotRule.Metric.Qps.class);
  }

  @Test
  void controlPlaneStoppedAtTheFirstBadObject_othersAreRead() {
    String good = "[{\"resource\": \"a\", \"threshold\": 1}]";

    assertThat(
            Reader.read(
                    new Document("flow-1.json", "[{\"resource\": \"b\"}]"),
                    new Document("flow-2.json", good))
                .rules())
        .hasSize(1);
  }
}
