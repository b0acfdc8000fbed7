package dev.weir.opensergo;

import static dev.weir.opensergo.Reader.fixture;
import static dev.weir.opensergo.Reader.problems;
import static dev.weir.opensergo.Reader.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Document;
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
import dev.weir.rule.OutlierRule;
import dev.weir.rule.ParamValue.OfBoolean;
import dev.weir.rule.ParamValue.OfDouble;
import dev.weir.rule.ParamValue.OfLong;
import dev.weir.rule.ParamValue.OfString;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import dev.weir.rule.SystemRule.MetricType;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.TokenCalculation.Direct;
import dev.weir.rule.TokenCalculation.MemoryAdaptive;
import dev.weir.rule.TokenCalculation.WarmUp;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.Window;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sentinel Go's JSON arrays, with the values that its own tests expect, and the one object. */
final class SentinelJsonTest {

  private static FlowRule flow(
      String id, double threshold, ControlBehavior behavior, @Nullable String ref) {
    return new FlowRule(
        id,
        "abc",
        false,
        new Direct(),
        behavior,
        threshold,
        1000,
        Window.COMPATIBLE,
        ref,
        Policy.DEFAULT);
  }

  @Test
  void flowFixture_givesTheRulesOfSentinelsTest() {
    assertThat(rules(fixture("sentinel/FlowRule.json")))
        .containsExactly(
            flow("flow/abc/0", 100, new Reject(), null),
            flow("flow/abc/1", 200, new Throttling(2000), "refDefault"),
            flow("flow/abc/2", 300, new Throttling(3000), null));
  }

  @Test
  void circuitBreakerFixture_givesTheRulesOfSentinelsTest() {
    assertThat(rules(fixture("sentinel/CircuitBreakerRule.json")))
        .containsExactly(
            breaker(0, new Strategy.SlowRequestRatio(0.1, 100)),
            breaker(1, new Strategy.ErrorRatio(0.2)),
            breaker(2, new Strategy.ErrorCount(30)));
  }

  private static CircuitBreakerRule breaker(int index, Strategy strategy) {
    int n = index + 1;
    return new CircuitBreakerRule(
        "circuitBreaker/abc/" + index,
        "abc",
        strategy,
        10L * n,
        new StatWindow(1000 * n, 0),
        new Recovery(10 * n, 0),
        Policy.DEFAULT);
  }

  @Test
  void hotspotFixture_givesTheRulesOfSentinelsTest() {
    assertThat(rules(fixture("sentinel/HotSpotParamFlowRule.json")))
        .containsExactly(
            hotspot(0, new Metric.Concurrency()),
            hotspot(1, new Metric.Concurrency()),
            hotspot(2, new Metric.Qps(3, 30, new Reject())),
            hotspot(3, new Metric.Qps(4, 0, new Throttling(4))));
  }

  private static HotspotRule hotspot(int index, Metric metric) {
    int n = index + 1;
    return new HotspotRule(
        "hotspot/abc/" + index,
        "abc",
        new Param(index, ""),
        metric,
        1000L * n,
        10_000 * n,
        List.of(
            new SpecificItem(new OfLong(1000), 10_000 * n + 1),
            new SpecificItem(new OfString("ximu"), 10_000 * n + 2),
            new SpecificItem(new OfBoolean(true), 10_000 * n + 3)),
        Policy.DEFAULT);
  }

  @Test
  void isolationFixtureWithCapitals_givesTheRulesOfSentinelsTest() {
    assertThat(rules(fixture("sentinel/IsolationRule.json")))
        .containsExactlyElementsOf(
            IntStream.range(0, 4)
                .mapToObj(
                    i ->
                        (Rule)
                            new IsolationRule(
                                "isolation/abc/" + i, "abc", false, 100 - 10 * i, Policy.DEFAULT))
                .toList());
  }

  @Test
  void systemFixture_givesTheRulesOfSentinelsTest() {
    MetricType[] metrics = MetricType.values();

    assertThat(rules(fixture("sentinel/SystemRule.json")))
        .containsExactlyElementsOf(
            IntStream.range(0, 4)
                .mapToObj(
                    i ->
                        (Rule)
                            new SystemRule(
                                "system/" + i,
                                metrics[i],
                                (5 + i) / 10.0,
                                SystemRule.Strategy.BBR,
                                Policy.DEFAULT))
                .toList());
  }

  @Test
  void oneObject_givesTheRulesOfEveryKind() {
    CircuitBreakerRule node =
        new CircuitBreakerRule(
            "outlier/svc/0",
            "svc",
            new Strategy.ErrorRatio(0.5),
            0,
            new StatWindow(1000, 0),
            new Recovery(3000, 0),
            Policy.DEFAULT);

    assertThat(rules(fixture("sentinel/simulate.json")))
        .containsExactly(
            svc("flow/svc/0", new WarmUp(10, 3), new Reject(), 2.5, 2000),
            svc(
                "flow/mem",
                new MemoryAdaptive(100, 10, 1024, 2048),
                new Throttling(4_294_967_295L),
                0,
                1000),
            new FlowRule(
                "flow/GET:/.*/0",
                "GET:/.*",
                true,
                new Direct(),
                new Reject(),
                7,
                1000,
                Window.COMPATIBLE,
                null,
                Policy.DEFAULT),
            new CircuitBreakerRule(
                "circuitBreaker/svc/0",
                "svc",
                new Strategy.SlowRequestRatio(0.5, 50),
                5,
                new StatWindow(1000, 10),
                new Recovery(3000, 3),
                Policy.DEFAULT),
            new HotspotRule(
                "hotspot/svc/0",
                "svc",
                new Param(-1, ""),
                new Metric.Qps(1, 2, new Reject()),
                5,
                0,
                List.of(new SpecificItem(new OfDouble(3.14159), 9)),
                Policy.DEFAULT),
            new HotspotRule(
                "hotspot/svc/1",
                "svc",
                new Param(0, "user"),
                new Metric.Concurrency(),
                1,
                0,
                List.of(),
                Policy.DEFAULT),
            new IsolationRule("isolation/iso", "svc", false, 4_294_967_295L, Policy.DEFAULT),
            system("system/0", MetricType.CPU_USAGE, 0.8, SystemRule.Strategy.NO_ADAPTIVE),
            system("system/1", MetricType.LOAD, 2.5, SystemRule.Strategy.BBR),
            new OutlierRule(node, 0.25, new OutlierRule.ActiveRecovery(true, 2000, 5), 60),
            new TrafficRule(
                "traffic/0",
                TrafficRule.Protocol.TCP,
                8080,
                TrafficRule.Metric.CONNECTIONS,
                TrafficRule.Per.SOURCE,
                10,
                1000,
                10));
  }

  private static FlowRule svc(
      String id,
      TokenCalculation calculation,
      ControlBehavior behavior,
      double threshold,
      int interval) {
    return new FlowRule(
        id,
        "svc",
        false,
        calculation,
        behavior,
        threshold,
        interval,
        Window.COMPATIBLE,
        null,
        Policy.DEFAULT);
  }

  private static SystemRule system(
      String id, MetricType metric, double trigger, SystemRule.Strategy strategy) {
    return new SystemRule(id, metric, trigger, strategy, Policy.DEFAULT);
  }

  @Test
  void arrayWithoutNamedKind_isReadAsTheOnlyKindThatFits() {
    String json = "[{\"resource\": \"a\", \"threshold\": 1, \"warmUpPeriodSec\": 1}]";

    assertThat(rules(new Document("rules.json", json)))
        .containsExactly(FlowRule.perSecond("flow/a/0", "a", 1));
  }

  @Test
  void arrayThatFitsSeveralKinds_isDecidedByTheDocumentsName() {
    String json = "[{\"resource\": \"a\", \"threshold\": 1}]";

    assertThat(rules(new Document("etc/flow-rules.json", json)))
        .containsExactly(FlowRule.perSecond("flow/a/0", "a", 1));
    assertThat(rules(new Document("/weir/isolation", json)))
        .containsExactly(new IsolationRule("isolation/a/0", "a", false, 1, Policy.DEFAULT));
    assertThat(problems(new Document("rules.json", json)))
        .containsExactly(
            "rules.json:1:1: holds rules that are valid as flow and as hotspot and as isolation: put"
                + " the kind into the document's name, or write {\"flow\": […]}");
  }

  @Test
  void nameThatSpeaksOfAnotherKind_givesWayToTheFields() {
    String json = "[{\"metricType\": 1, \"triggerCount\": 1}]";

    assertThat(rules(new Document("overflow.json", json)))
        .containsExactly(system("system/0", MetricType.AVG_RT, 1, SystemRule.Strategy.NO_ADAPTIVE));
  }

  @Test
  void sameResourceInTwoDocuments_hasTwoIds() {
    Document first = new Document("flow-a.json", "[{\"resource\": \"r\", \"threshold\": 1}]");
    Document second = new Document("flow-b.json", "[{\"resource\": \"r\", \"threshold\": 2}]");

    assertThat(rules(first, second))
        .extracting(Rule::id)
        .containsExactly("flow/r/0", "flow/r/0@flow-b.json");
  }

  @Test
  void sameIdInTwoKinds_isTwoRules() {
    String json =
        """
        {"flow": [{"id": "1", "resource": "r", "threshold": 1}],
         "isolation": [{"id": "1", "resource": "r", "threshold": 1}], "system": null}
        """;

    assertThat(rules(new Document("a.json", json)))
        .extracting(Rule::id)
        .containsExactly("flow/1", "isolation/1");
  }

  @Test
  void emptyArray_isNoRule() {
    assertThat(rules(new Document("a.json", "[]"))).isEmpty();
    assertThat(rules(new Document("b.json", "{\"flow\": []}"))).isEmpty();
  }

  @Test
  void keyWithoutEndingIndentedByTabs_isReadAsJson() {
    String json = "[\n\t{\"resource\":\t\"a\", \"threshold\": 1, \"statIntervalInMs\": 1000}\n]";

    assertThat(rules(new Document("/rules/flow", json))).hasSize(1);
  }
}
