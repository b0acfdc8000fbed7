package dev.weir.opensergo;

import static dev.weir.opensergo.Reader.fixture;
import static dev.weir.opensergo.Reader.rules;
import static dev.weir.rule.LimitMode.GLOBAL;
import static dev.weir.rule.LimitMode.GLOBAL_TO_LOCAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy.SlowRequestRatio;
import dev.weir.rule.ControlBehavior.Throttling;
import dev.weir.rule.Fallback;
import dev.weir.rule.FlowRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TokenCalculation.Direct;
import dev.weir.rule.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSergo's documents as its users have them today. */
final class OpenSergoFormatTest {

  private static final Fallback FALLBACK =
      new Fallback(
          429, List.of(new Fallback.Header("X-Sentinel-Limit", "foo")), "Blocked by Sentinel");

  private static FlowRule paced(String id, String resource) {
    return new FlowRule(
        id,
        resource,
        false,
        new Direct(),
        new Throttling(500),
        1,
        20,
        Window.COMPATIBLE,
        null,
        Policy.DEFAULT);
  }

  private static CircuitBreakerRule slow(String id, String resource) {
    return new CircuitBreakerRule(
        id,
        resource,
        new SlowRequestRatio(0.6, 500),
        5,
        new StatWindow(30_000, 1),
        new Recovery(5_000, 0),
        Policy.DEFAULT);
  }

  @Test
  void specificationsExamples_giveEveryStrategyOnEveryTarget() {
    String all = "default/all/";

    assertThat(rules(fixture("good/specification.yaml")))
        .containsExactly(
            FlowRule.direct(
                "prod/my-rule/rate-limit-foo//foo", "/foo", 10, 1000, Policy.of(GLOBAL, FALLBACK)),
            paced(all + "throttling-foo/GET:/bar", "GET:/bar"),
            isolation(all + "concurrency-limit-foo/GET:/bar", "GET:/bar"),
            slow(all + "circuit-breaker-slow-foo/GET:/bar", "GET:/bar"),
            new SystemRule(
                all + "system-overload-foo/GET:/bar",
                SystemRule.MetricType.CPU_USAGE,
                0.7,
                SystemRule.Strategy.BBR,
                Policy.DEFAULT),
            paced(all + "throttling-foo/GET:/baz", "GET:/baz"),
            isolation(all + "concurrency-limit-foo/GET:/baz", "GET:/baz"),
            slow(all + "circuit-breaker-slow-foo/GET:/baz", "GET:/baz"));
  }

  private static IsolationRule isolation(String id, String resource) {
    return new IsolationRule(id, resource, false, 8, Policy.DEFAULT);
  }

  @Test
  void seedProjectsFile_isReadAsItIs() {
    assertThat(rules(fixture("good/seed.yaml")))
        .containsExactly(
            FlowRule.direct(
                "prod/my-rule/rate-limit-foo//foo", "/foo", 10, 1000, Policy.of(GLOBAL, FALLBACK)));
  }

  @Test
  void controlPlanesSample_givesTheBoundStrategyAlone() {
    assertThat(rules(fixture("good/control-plane.yaml")))
        .containsExactly(
            FlowRule.direct(
                "default/my-opensergo-rule-1/rate-limit-foo/GET:/fooa",
                "GET:/fooa",
                3,
                5000,
                Policy.DEFAULT),
            FlowRule.direct(
                "default/my-opensergo-rule-2/rate-limit-foo/GET:/fooc",
                "GET:/fooc",
                3,
                5000,
                Policy.DEFAULT));
  }

  @Test
  void objectsOfAServer_keepModeThresholdAndSeconds() {
    String id = "default/foo-rule/rate-limit-foo/";
    Policy global = Policy.of(GLOBAL, null);

    assertThat(rules(fixture("good/kubernetes.yaml")))
        .containsExactly(
            FlowRule.direct(id + "GET:/fooa", "GET:/fooa", 3, 5000, global),
            FlowRule.direct(id + "GET:/fooc", "GET:/fooc", 3, 5000, global));
  }

  @Test
  void jsonListIndentedByTabs_isReadAsJson() {
    assertThat(rules(fixture("good/list.json")))
        .containsExactly(
            FlowRule.direct(
                "shop/orders", "GET:/orders", 0.5, 60_000, Policy.of(GLOBAL_TO_LOCAL, null)));
  }

  private static String bound(String kind, String spec) {
    return """
    apiVersion: fault-tolerance.opensergo.io/v1alpha1
    kind: %s
    metadata: {name: s}
    spec: {%s}
    ---
    apiVersion: fault-tolerance.opensergo.io/v1alpha1
    kind: FaultToleranceRule
    metadata: {name: r}
    spec: {targets: [{targetResourceName: a}], strategies: [{name: s}]}
    """
        .formatted(kind, spec);
  }

  @Test
  void noConcurrencyAtAll_letsNothingPass() {
    String none = bound("ConcurrencyLimitStrategy", "maxConcurrency: 0, limitMode: Global");

    assertThat(rules(Reader.yaml(none)))
        .containsExactly(FlowRule.direct("default/r/s/a", "a", 0, 1000, Policy.of(GLOBAL, null)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "errorConditions: {}", "errorConditions: {errorType: io}"})
  void errorConditionsOfAnyPublishedShape_areRead(String conditions) {
    String spec =
        "strategy: ErrorRequestRatio, triggerRatio: 100%, statDuration: 1min, recoveryTimeout: 2m,"
            + " minRequestAmount: 1, ";

    assertThat(rules(Reader.yaml(bound("CircuitBreakerStrategy", spec + conditions))))
        .containsExactly(
            new CircuitBreakerRule(
                "default/r/s/a",
                "a",
                new CircuitBreakerRule.Strategy.ErrorRatio(1),
                1,
                new StatWindow(60_000, 1),
                new Recovery(120_000, 0),
                Policy.DEFAULT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metricType: load, triggerThreshold: 2.5, adaptiveStrategy: none",
        "metricType: Load, triggerThreshold: 2.5, adaptiveStrategy: NONE"
      })
  void adaptiveStrategyInTheWordsOfItsImplementations_isRead(String spec) {
    assertThat(rules(Reader.yaml(bound("AdaptiveOverloadProtectionStrategy", spec))))
        .containsExactly(
            new SystemRule(
                "default/r/s/a",
                SystemRule.MetricType.LOAD,
                2.5,
                SystemRule.Strategy.NO_ADAPTIVE,
                Policy.DEFAULT));
  }

  @Test
  void strategiesOfOneNameAndTwoKinds_areTwoRules() {
    String text =
        bound("ConcurrencyLimitStrategy", "maxConcurrency: 8, limitMode: Local")
                .replace(
                    "[{name: s}]",
                    "[{name: s, kind: ConcurrencyLimitStrategy}, {name: s, kind:"
                        + " ThrottlingStrategy}]")
            + """
            ---
            apiVersion: fault-tolerance.opensergo.io/v1alpha1
            kind: ThrottlingStrategy
            metadata: {name: s}
            spec: {minIntervalOfRequests: 20ms, queueTimeout: 500ms}
            """;

    assertThat(rules(Reader.yaml(text)))
        .containsExactly(
            isolation("default/r/ConcurrencyLimitStrategy:s/a", "a"),
            paced("default/r/ThrottlingStrategy:s/a", "a"));
  }
}
