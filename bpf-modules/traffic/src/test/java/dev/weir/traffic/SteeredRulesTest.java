package dev.weir.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import dev.weir.rule.SystemRule.MetricType;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.TrafficMatch.Ports;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteeredRulesTest {

  private static final TokenCalculation WARM_UP = new TokenCalculation.WarmUp(10, 3);
  private static final TokenCalculation MEMORY =
      new TokenCalculation.MemoryAdaptive(500, 50, 1_000, 2_000);
  private static final ControlBehavior REJECT = new ControlBehavior.Reject();

  static FlowRule flow(String resource, TokenCalculation tokens, ControlBehavior behavior) {
    return new FlowRule(
        "f",
        resource,
        false,
        tokens,
        behavior,
        200,
        1_000,
        Window.COMPATIBLE,
        null,
        Policy.DEFAULT);
  }

  private static CircuitBreakerRule breaker(String resource) {
    return new CircuitBreakerRule(
        "b",
        resource,
        new Strategy.ErrorRatio(0.5),
        5,
        new StatWindow(1_000, 1),
        new Recovery(3_000, 0),
        Policy.DEFAULT);
  }

  private static SystemRule system(MetricType metric) {
    return new SystemRule("s", metric, 1, SystemRule.Strategy.NO_ADAPTIVE, Policy.DEFAULT);
  }

  private static Limit only(Rule rule) throws Unfit {
    List<Limit> limits = Limit.allOf(rule, Samples.TC);
    assertThat(limits).hasSize(1);
    return limits.get(0);
  }

  @Test
  void warmUp_hasItsThresholdWithoutTheDaemon_andABurstOfOneInterval() throws Exception {
    Limit limit = only(flow("tcp:8080", WARM_UP, REJECT));

    assertThat(limit.metric()).isEqualTo(Metric.CONNECTIONS);
    assertThat(limit.rate().steered()).isTrue();
    assertThat(limit.rate().exact()).as("the clock of the daemon's news").isTrue();
    assertThat(limit.rate().packetNanos()).isEqualTo(1e9 / 200);
    assertThat(limit.rate().burst()).isEqualTo(limit.rate().costOf(1));
  }

  @Test
  void memory_hasTheLowerThresholdWithoutTheDaemon() throws Exception {
    assertThat(only(flow("udp:53", MEMORY, REJECT)).rate().packetNanos()).isEqualTo(1e9 / 50);
    assertThat(only(flow("udp:53", MEMORY, REJECT)).metric()).isEqualTo(Metric.PACKETS);
    assertThat(Limit.note(flow("udp:53", MEMORY, REJECT), Samples.TC))
        .isEqualTo("steered by the daemon ten times a second; without it 50 in 1000 ms");
  }

  @Test
  void breaker_passesWithoutTheDaemon_andHasItsRetryTimeoutForAnInterval() throws Exception {
    Rate rate = only(breaker("tcp:8080")).rate();

    assertThat(rate.cost()).isEqualTo(Rate.OPEN);
    assertThat(rate.costOf(1) * Math.scalb(1.0, rate.shift())).isCloseTo(3e9, within(10.0));
  }

  @Test
  void costOf_followsTheEngine() {
    Rate rate = Rate.steered(1_000, 100);

    assertThat(rate.costOf(33.9)).as("33 calls fit").isEqualTo(Math.round(1e9 / 33));
    assertThat(rate.costOf(0.99)).isEqualTo(Rate.CLOSED);
    assertThat(rate.costOf(0)).isEqualTo(Rate.CLOSED);
    assertThat(rate.costOf(Double.POSITIVE_INFINITY)).isEqualTo(Rate.OPEN);
    assertThat(rate.costOf(Double.NaN)).as("nothing is above it").isEqualTo(Rate.OPEN);
    assertThat(rate.costOf(1e300)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000, 60_000, 86_400_000, Integer.MAX_VALUE})
  void anyInterval_fitsTheWord_andIsKeptToAMillionth(int intervalMs) {
    Rate rate = Rate.steered(intervalMs, 1);

    assertThat(rate.horizon()).isLessThan(1L << 42);
    assertThat(rate.packetNanos()).isCloseTo(intervalMs * 1e6, within(intervalMs + 1.0));
  }

  @Test
  void systemRule_isForThePortsThatAreGuarded() throws Exception {
    Powers powers = Samples.TC.guarding(PortList.parse("8080", "9000-9099"));
    List<Limit> limits = Limit.allOf(system(MetricType.LOAD), powers);

    assertThat(limits)
        .extracting(limit -> limit.match().ports())
        .containsExactly(Ports.of(8080), new Ports(9000, 9099));
    assertThat(limits).extracting(Limit::digest).doesNotHaveDuplicates();
    assertThatThrownBy(() -> Limit.allOf(system(MetricType.LOAD), Samples.TC))
        .hasMessage("no port is guarded: name some in inbound of pid.tc");
    assertThatThrownBy(() -> Limit.allOf(system(MetricType.AVG_RT), powers))
        .hasMessageContaining("load and CPU alone");
  }

  @Test
  void whatTheKernelCannot_isUnfit() {
    ControlBehavior pace = new ControlBehavior.Throttling(100);
    assertThatThrownBy(() -> only(flow("tcp:80", WARM_UP, pace)))
        .hasMessage("the kernel has nothing wait");
    assertThatThrownBy(() -> only(flow("GET:/a", WARM_UP, REJECT)))
        .hasMessage("its resource is no port (tcp:8080, udp:53)");
    assertThatThrownBy(() -> only(breaker("udp:53"))).hasMessageStartingWith("of UDP no answer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "70000", "a", "9-", "9-8", "-", "1-2-3"})
  void portsThatAreNone_areRefused(String range) {
    assertThatThrownBy(() -> PortList.parse(range))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8000-8099 or *, had '" + range + "'");
  }
}
