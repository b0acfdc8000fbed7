package dev.weir.opensergo;

import static dev.weir.opensergo.Reader.fixture;
import static dev.weir.opensergo.Reader.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.Fallback;
import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Documents as users write them today. */
final class OpenSergoFormatTest {

  @Test
  void specificationExample_givesOneRulePerTarget() {
    Fallback fallback =
        new Fallback(
            429, List.of(new Fallback.Header("X-Sentinel-Limit", "foo")), "Blocked by Sentinel");
    String id = "default/my-opensergo-rule-1/rate-limit-foo/";

    assertThat(rules(fixture("good/specification.yaml")))
        .containsExactly(
            FlowRule.direct(id + "/foo", "/foo", 10, 1000, Policy.of(LimitMode.LOCAL, fallback)),
            FlowRule.direct(
                id + "GET:/bar", "GET:/bar", 10, 1000, Policy.of(LimitMode.LOCAL, fallback)));
  }

  @Test
  void controlPlaneSample_keepsKindModeThresholdAndSeconds() {
    String id = "default/foo-rule/rate-limit-foo/";

    assertThat(rules(fixture("good/control-plane.yaml")))
        .containsExactly(
            FlowRule.direct(
                id + "GET:/fooa", "GET:/fooa", 3, 5000, Policy.of(LimitMode.GLOBAL, null)),
            FlowRule.direct(
                id + "GET:/fooc", "GET:/fooc", 3, 5000, Policy.of(LimitMode.GLOBAL, null)));
  }

  @Test
  void trafficRuleWithoutIntervalAndBurst_hasASecondAndTheThreshold() {
    assertThat(rules(fixture("good/traffic.yaml")))
        .containsExactly(
            new TrafficRule(
                "default/ssh", Protocol.TCP, 22, Metric.CONNECTIONS, Per.SOURCE, 5, 1000, 5));
  }

  @Test
  void jsonListIndentedByTabs_isReadAsJson() {
    assertThat(rules(fixture("good/list.json")))
        .containsExactly(
            FlowRule.direct(
                "shop/orders",
                "GET:/orders",
                0.5,
                60_000,
                Policy.of(LimitMode.GLOBAL_TO_LOCAL, null)));
  }
}
