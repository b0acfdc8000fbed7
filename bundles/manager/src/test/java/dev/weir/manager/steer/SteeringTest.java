package dev.weir.manager.steer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.SignalEvent;
import dev.weir.hook.Steerable;
import dev.weir.hook.host.Figures;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SteeringTest {

  private static final String PORT = "tcp:8080";
  private static final double ALL = Double.POSITIVE_INFINITY;

  private final Steering steering = new Steering();
  private final Map<SignalEvent, Long> counts = new HashMap<>();
  private final Map<String, Double> told = new HashMap<>();
  private Figures host = new Figures(0, 0, 0);
  private long met = -1;
  private long nowNanos = 2_000_000_000_000L * 1_000_000;

  private final Sights sights =
      new Sights() {
        @Override
        public long met(String rule) {
          return met;
        }

        @Override
        public long counted(String resource, SignalEvent event) {
          return resource.equals(PORT) ? counts.getOrDefault(event, -1L) : -1;
        }

        @Override
        public Collection<String> ports() {
          return List.of(PORT);
        }

        @Override
        public Figures host() {
          return host;
        }
      };

  private void round(Rule... rules) {
    round(Set.of(rules[0].id()), rules);
  }

  private void round(Set<String> steered, Rule... rules) {
    nowNanos += 100_000_000;
    Steerable hook =
        new Steerable() {
          @Override
          public Set<String> steered() {
            return steered;
          }

          @Override
          public void steer(String rule, double allowed) {
            told.put(rule, allowed);
          }
        };
    RuleSet slice = new RuleSet(1, List.of(rules));
    steering.round(List.of(new Steering.Helm("tc", hook, slice)), sights, nowNanos);
  }

  private void count(SignalEvent event, long more) {
    counts.merge(event, more, Long::sum);
  }

  @Test
  void warmUp_getsWarmerByTheCallsThatItsRuleMeets() {
    FlowRule rule = flow("f", new TokenCalculation.WarmUp(2, 3), 90);
    met = 0;
    round(rule);
    assertThat(told).containsEntry("f", Math.nextUp(30.0));

    for (int i = 0; i < 60; i++) {
      met += 20;
      round(rule);
    }
    assertThat(told).containsEntry("f", 90.0);
    assertThat(steering.words("f")).contains("90 in 1000 ms");
  }

  @Test
  void warmUp_thatNobodyCalls_staysCold() {
    FlowRule rule = flow("f", new TokenCalculation.WarmUp(2, 3), 90);
    for (int i = 0; i < 60; i++) {
      met = 5;
      round(rule);
    }
    assertThat(told).containsEntry("f", Math.nextUp(30.0));
  }

  @Test
  void ruleThatTakesTheCallsItself_isNotSteered() {
    FlowRule steered = flow("f", new TokenCalculation.WarmUp(2, 3), 90);
    round(Set.of("f"), steered, FlowRule.perSecond("direct", "tcp:1", 5));

    assertThat(told).containsOnlyKeys("f");
    assertThat(steering.words("direct")).isEmpty();
  }

  @Test
  void ruleThatIsGone_isForgotten() {
    FlowRule rule = flow("f", new TokenCalculation.WarmUp(2, 3), 90);
    round(rule);
    round(Set.of(), rule);

    assertThat(steering.words("f")).isEmpty();
  }

  @Test
  void memory_isTheHosts() {
    FlowRule rule = flow("m", new TokenCalculation.MemoryAdaptive(1_000, 100, 1_000, 2_000), 1);
    host = new Figures(0, 0, 1_500);
    round(rule);

    assertThat(told).containsEntry("m", 550.0);
  }

  @Test
  void newThresholdOfAWarmUp_keepsItWarm() {
    round(flow("f", new TokenCalculation.WarmUp(2, 3), 90));
    met = 0;
    for (int i = 0; i < 60; i++) {
      met += 20;
      round(flow("f", new TokenCalculation.WarmUp(2, 3), 90));
    }
    round(flow("f", new TokenCalculation.MemoryAdaptive(7, 1, 1, 2), 90));

    assertThat(told).as("another calculation takes its place at once").containsEntry("f", 7.0);
  }

  @Test
  void slowRoundTrips_openTheBreaker_andGoodOnesCloseIt() {
    CircuitBreakerRule rule = breaker(new Strategy.SlowRequestRatio(0.5, 100));
    count(SignalEvent.RTT, 0);
    count(SignalEvent.RTT_SAMPLES, 0);
    round(rule);
    assertThat(told).containsEntry("b", ALL);

    count(SignalEvent.RTT, 10 * 300_000L);
    count(SignalEvent.RTT_SAMPLES, 10);
    round(rule);
    assertThat(told).containsEntry("b", 0.0);

    for (int i = 0; i < 5; i++) {
      round(rule);
    }
    assertThat(told).as("a probe is due").containsEntry("b", 1.0);
    count(SignalEvent.RTT, 50_000L);
    count(SignalEvent.RTT_SAMPLES, 1);
    round(rule);
    assertThat(told).containsEntry("b", ALL);
  }

  @Test
  void resets_openTheBreaker_byTheConnectionsThatEnd() {
    CircuitBreakerRule rule = breaker(new Strategy.ErrorRatio(0.5));
    count(SignalEvent.COMPLETE, 0);
    count(SignalEvent.RESETS, 0);
    count(SignalEvent.SEGMENTS, 0);
    count(SignalEvent.RETRANSMITS, 0);
    round(rule);

    count(SignalEvent.COMPLETE, 20);
    count(SignalEvent.RESETS, 9);
    count(SignalEvent.RETRANSMITS, 1_000);
    round(rule);
    assertThat(told).as("9 of 20").containsEntry("b", ALL);
    count(SignalEvent.COMPLETE, 2);
    count(SignalEvent.RESETS, 2);
    round(rule);
    assertThat(told).as("11 of 22").containsEntry("b", 0.0);
  }

  @Test
  void retransmissions_openTheBreaker_whereNobodyCountsConnections() {
    CircuitBreakerRule rule = breaker(new Strategy.ErrorRatio(0.5));
    count(SignalEvent.SEGMENTS, 0);
    count(SignalEvent.RETRANSMITS, 0);
    round(rule);
    count(SignalEvent.SEGMENTS, 20);
    count(SignalEvent.RETRANSMITS, 10);
    round(rule);

    assertThat(told).containsEntry("b", 0.0);
  }

  @Test
  void loadAndCpu_areVerdicts() {
    SystemRule load = system(SystemRule.MetricType.LOAD, SystemRule.Strategy.NO_ADAPTIVE);
    round(load);
    assertThat(told).containsEntry("s", ALL);
    host = new Figures(1.5, 0, 0);
    round(load);
    assertThat(told).containsEntry("s", 0.0);
    assertThat(steering.words("s")).contains("none");
  }

  @Test
  void bbr_blocksWhileRoundTripsGrow() {
    SystemRule rule = system(SystemRule.MetricType.LOAD, SystemRule.Strategy.BBR);
    host = new Figures(9, 0, 0);
    count(SignalEvent.SEGMENTS, 0);
    count(SignalEvent.RTT, 0);
    count(SignalEvent.RTT_SAMPLES, 0);
    round(rule);
    for (int i = 0; i < 12; i++) {
      traffic(100, 20_000);
      round(rule);
    }
    assertThat(told).as("1000 a second, 20 ms each: what the pipe holds").containsEntry("s", ALL);
    traffic(100, 60_000);
    round(rule);
    assertThat(told).as("60 run, the pipe holds 20").containsEntry("s", 0.0);
    host = new Figures(0.5, 0, 0);
    round(rule);
    assertThat(told).as("the load is gone").containsEntry("s", ALL);
  }

  private void traffic(long segments, long rttMicros) {
    count(SignalEvent.SEGMENTS, segments);
    count(SignalEvent.RTT_SAMPLES, 10);
    count(SignalEvent.RTT, 10 * rttMicros);
  }

  @Test
  void whatARuleIsDecidedFrom_mustBeTold() {
    CircuitBreakerRule errors = breaker(new Strategy.ErrorRatio(0.5));
    CircuitBreakerRule slow = breaker(new Strategy.SlowRequestRatio(0.5, 100));
    Set<SignalEvent> rtt = Set.of(SignalEvent.RTT, SignalEvent.RTT_SAMPLES, SignalEvent.SEGMENTS);

    assertThat(Needs.missing(slow, Set.of())).contains("tcp-rtt");
    assertThat(Needs.missing(slow, rtt)).isEmpty();
    assertThat(Needs.missing(errors, Set.of(SignalEvent.RESETS))).contains("connection-guard");
    assertThat(Needs.missing(errors, Set.of(SignalEvent.RESETS, SignalEvent.COMPLETE))).isEmpty();
    assertThat(Needs.missing(system(SystemRule.MetricType.LOAD, SystemRule.Strategy.BBR), Set.of()))
        .isNotEmpty();
    assertThat(Needs.missing(flow("f", new TokenCalculation.WarmUp(2, 3), 9), Set.of())).isEmpty();
  }

  private static FlowRule flow(String id, TokenCalculation tokens, double threshold) {
    return new FlowRule(
        id,
        PORT,
        false,
        tokens,
        new ControlBehavior.Reject(),
        threshold,
        1_000,
        Window.COMPATIBLE,
        null,
        Policy.DEFAULT);
  }

  private static CircuitBreakerRule breaker(Strategy strategy) {
    return new CircuitBreakerRule(
        "b", PORT, strategy, 10, new StatWindow(1_000, 1), new Recovery(500, 0), Policy.DEFAULT);
  }

  private static SystemRule system(SystemRule.MetricType metric, SystemRule.Strategy strategy) {
    return new SystemRule("s", metric, 1, strategy, Policy.DEFAULT);
  }
}
