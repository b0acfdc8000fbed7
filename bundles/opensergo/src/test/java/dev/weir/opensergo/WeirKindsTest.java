package dev.weir.opensergo;

import static dev.weir.opensergo.Reader.fixture;
import static dev.weir.opensergo.Reader.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.Cidr;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.ControlBehavior.Reject;
import dev.weir.rule.ControlBehavior.Throttling;
import dev.weir.rule.Fallback;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Metric;
import dev.weir.rule.HotspotRule.SpecificItem;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.ParamValue.OfBoolean;
import dev.weir.rule.ParamValue.OfDouble;
import dev.weir.rule.ParamValue.OfLong;
import dev.weir.rule.ParamValue.OfString;
import dev.weir.rule.Policy;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TokenCalculation.Direct;
import dev.weir.rule.TokenCalculation.MemoryAdaptive;
import dev.weir.rule.TokenCalculation.WarmUp;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficMatch.Ports;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Action;
import dev.weir.rule.TrafficRule.Overflow;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import dev.weir.rule.TrafficRule.Rate;
import dev.weir.rule.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Weir's own kinds with all of their fields. */
final class WeirKindsTest {

  private static final Policy SHADOW = new Policy(LimitMode.LOCAL, true, null);

  @Test
  void weirsKinds_sayWhatTheOlderFormatsCannot() {
    Fallback later = new Fallback(503, List.of(new Fallback.Header("Retry-After", "1")), "later\n");

    assertThat(rules(fixture("good/weir.yaml")))
        .containsExactly(
            new FlowRule(
                "default/orders",
                "GET:/orders",
                false,
                new WarmUp(30, 3),
                new Throttling(250),
                0.1,
                60_000,
                Window.SLIDING,
                "GET:/stock",
                new Policy(LimitMode.GLOBAL, true, later)),
            new FlowRule(
                "shop/memory",
                "GET:/.*",
                true,
                new MemoryAdaptive(1000, 10, 1L << 30, 1L << 31),
                new Reject(),
                0,
                1000,
                Window.COMPATIBLE,
                null,
                Policy.DEFAULT),
            new CircuitBreakerRule(
                "default/other/id",
                "svc",
                new Strategy.ErrorCount(2.5),
                10,
                new StatWindow(10_000, 10),
                new Recovery(500, 2),
                Policy.DEFAULT),
            hotspot(),
            new IsolationRule("default/at-once", "a.*", true, 4_294_967_295L, SHADOW),
            new SystemRule(
                "default/host",
                SystemRule.MetricType.CPU_USAGE,
                0.75,
                SystemRule.Strategy.BBR,
                Policy.DEFAULT),
            outlier(),
            FlowRule.direct(
                "default/old",
                "GET:/old",
                100,
                1000,
                Policy.of(LimitMode.LOCAL, Fallback.TOO_MANY_REQUESTS)));
  }

  private static HotspotRule hotspot() {
    return new HotspotRule(
        "default/users",
        "svc",
        new HotspotRule.Param(-2, "user"),
        new Metric.Qps(2, 3, new Reject()),
        5,
        99,
        List.of(
            new SpecificItem(new OfLong(7), 1),
            new SpecificItem(new OfString(""), 2),
            new SpecificItem(new OfBoolean(false), 3),
            new SpecificItem(new OfDouble(Double.NEGATIVE_INFINITY), 4),
            new SpecificItem(new OfDouble(0.12345), -5)),
        Policy.DEFAULT);
  }

  private static OutlierRule outlier() {
    CircuitBreakerRule node =
        new CircuitBreakerRule(
            "default/nodes",
            "svc",
            new Strategy.SlowRequestRatio(0.5, 100),
            0,
            new StatWindow(1000, 0),
            new Recovery(3000, 0),
            SHADOW);
    return new OutlierRule(node, 0.3, new OutlierRule.ActiveRecovery(true, 2000, 4), 60);
  }

  @Test
  void trafficRules_haveEveryWordAndTheirDefaults() {
    TrafficMatch media =
        TrafficMatch.toPort(Protocol.UDP, 1)
            .at(new Ports(8000, 8099))
            .from(Cidr.parse("198.18.0.0/15"))
            .to(Cidr.parse("198.51.100.1"))
            .outgoing();

    assertThat(rules(fixture("good/traffic.yaml")))
        .containsExactly(
            new TrafficRule(
                "default/ssh",
                Protocol.TCP,
                22,
                TrafficRule.Metric.CONNECTIONS,
                Per.SOURCE,
                5,
                1000,
                5),
            new TrafficRule(
                "default/everything",
                media,
                TrafficRule.Metric.BYTES,
                new Per.SourcePrefix(20, 64),
                new Rate(1_000_000_000_000L, 60_000, 65_536),
                new Action.Mark(-1),
                Overflow.ADMIT),
            packets("default/tunnel", new Protocol(47), Per.FLOW).acting(Action.RESET),
            new TrafficRule(
                    "default/ping",
                    anyPort(Protocol.ICMPV6).from(Cidr.parse("2001:db8::/32")),
                    TrafficRule.Metric.PACKETS,
                    Per.ALL,
                    new Rate(1, 1000, 1))
                .acting(Action.SHADOW),
            new TrafficRule(
                "default/all",
                anyPort(Protocol.ANY),
                TrafficRule.Metric.BYTES,
                Per.ALL,
                new Rate(1, 1000, 1)));
  }

  private static TrafficMatch anyPort(Protocol protocol) {
    return new TrafficMatch(TrafficMatch.Direction.INGRESS, protocol, Ports.ANY, null, null);
  }

  private static TrafficRule packets(String id, Protocol protocol, Per per) {
    return new TrafficRule(
        id, anyPort(protocol), TrafficRule.Metric.PACKETS, per, new Rate(1, 1000, 1));
  }

  @Test
  void flowRule_takesEveryFieldOfSentinelsFlowRules() {
    String text =
        """
        apiVersion: weir.dev/v1alpha1
        kind: FlowRule
        metadata: {name: a}
        spec: {resource: r, threshold: 5, window: Sliding, shadow: true, controlBehavior: Throttling,
               maxQueueingTimeMs: 10}
        """;

    assertThat(rules(Reader.yaml(text)))
        .containsExactly(
            new FlowRule(
                "default/a",
                "r",
                false,
                new Direct(),
                new Throttling(10),
                5,
                1000,
                Window.SLIDING,
                null,
                SHADOW));
  }
}
