package dev.weir.opensergo;

import static dev.weir.opensergo.Reader.fixture;
import static dev.weir.opensergo.Reader.rules;
import static dev.weir.opensergo.Reader.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
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
}
