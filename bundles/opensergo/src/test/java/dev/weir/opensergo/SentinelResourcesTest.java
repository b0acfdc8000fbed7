package dev.weir.opensergo;

import static dev.weir.opensergo.Reader.fixture;
import static dev.weir.opensergo.Reader.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.ControlBehavior.Reject;
import dev.weir.rule.ControlBehavior.Throttling;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Metric;
import dev.weir.rule.HotspotRule.Param;
import dev.weir.rule.HotspotRule.SpecificItem;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.ParamValue.OfLong;
import dev.weir.rule.ParamValue.OfString;
import dev.weir.rule.Policy;
import dev.weir.rule.SystemRule;
import dev.weir.rule.SystemRule.MetricType;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.TokenCalculation.Direct;
import dev.weir.rule.TokenCalculation.WarmUp;
import dev.weir.rule.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The samples of sentinel-golang's data source for Kubernetes, in Sentinel's units. */
final class SentinelResourcesTest {

  private static final String FLOW = "default/sentinel-go-flow-rules/flow/";
  private static final String BREAKER = "default/sentinel-go-circuitbreaker-rules/circuitBreaker/";
  private static final String HOTSPOT = "default/sentinel-go-hotspot-rules/hotspot/";
  private static final String ISOLATION = "default/isolationrules-sample/isolation/";
  private static final String SYSTEM = "default/sentinel-go-system-rules/system/";

  @Test
  void samplesOfSentinel_giveTheRulesThatTheySay() {
    assertThat(rules(fixture("good/sentinel.yaml")))
        .containsExactly(
            flow("simple-resource", new Direct(), new Reject(), 500),
            flow("abcde", new Direct(), new Throttling(500), 100),
            flow("abcd", new WarmUp(20, 3), new Reject(), 200),
            breaker("test1/0", new Strategy.SlowRequestRatio(0.1, 100)),
            breaker("test1/1", new Strategy.ErrorRatio(0.2)),
            breaker("id3", new Strategy.ErrorCount(20)),
            hotspot(
                0,
                new Metric.Concurrency(),
                new SpecificItem(new OfLong(100), 101),
                new SpecificItem(new OfLong(200), 102)),
            hotspot(
                1,
                new Metric.Qps(1, 0, new Throttling(100)),
                new SpecificItem(new OfString("ximu1"), 201),
                new SpecificItem(new OfString("ximu2"), 202)),
            new IsolationRule(ISOLATION + "test1/0", "test1", false, 100, Policy.DEFAULT),
            new IsolationRule(ISOLATION + "test2/0", "test2", false, 200, Policy.DEFAULT),
            system("0", MetricType.AVG_RT, 123),
            system("1", MetricType.CONCURRENCY, 100));
  }

  private static FlowRule flow(
      String resource, TokenCalculation calculation, ControlBehavior behavior, double threshold) {
    return new FlowRule(
        FLOW + resource + "/0",
        resource,
        false,
        calculation,
        behavior,
        threshold,
        1000,
        Window.COMPATIBLE,
        null,
        Policy.DEFAULT);
  }

  private static CircuitBreakerRule breaker(String id, Strategy strategy) {
    return new CircuitBreakerRule(
        BREAKER + id,
        "test1",
        strategy,
        10,
        new StatWindow(10_000, 0),
        new Recovery(500, 0),
        Policy.DEFAULT);
  }

  private static HotspotRule hotspot(int index, Metric metric, SpecificItem... items) {
    return new HotspotRule(
        HOTSPOT + "test1/" + index,
        "test1",
        new Param(index, ""),
        metric,
        100L * (index + 1),
        10_000 * (index + 1),
        List.of(items),
        Policy.DEFAULT);
  }

  private static SystemRule system(String index, MetricType metric, double trigger) {
    return new SystemRule(
        SYSTEM + index, metric, trigger, SystemRule.Strategy.NO_ADAPTIVE, Policy.DEFAULT);
  }

  @Test
  void objectWithoutRules_isNoRule() {
    String head = "apiVersion: datasource.sentinel.io/v1alpha1\nkind: FlowRules\n";

    assertThat(rules(Reader.yaml(head + "metadata: {name: a}"))).isEmpty();
    assertThat(rules(Reader.yaml(head + "metadata: {name: a}\nspec: {rules: []}"))).isEmpty();
  }
}
