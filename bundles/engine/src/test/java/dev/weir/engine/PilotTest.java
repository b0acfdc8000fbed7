package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.call.BreakerListener;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Resource;
import dev.weir.engine.call.Verdict;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PilotTest {

  private static final long NANOS_PER_MS = 1_000_000;
  private static final long T0 = 2_000_000_000_000L;
  private static final long NOW = T0 * NANOS_PER_MS;
  private static final String PORT = "tcp:8080";

  private static FlowRule flow(TokenCalculation tokens, double threshold) {
    return new FlowRule(
        "r",
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

  private static Pilot pilot(Rule rule) {
    return new Pilot(rule, BreakerListener.NONE);
  }

  @Test
  void warmUp_toldOfCallsTenTimesASecond_hasTheEnginesCurve() {
    FlowRule rule = flow(new TokenCalculation.WarmUp(4, 3), 200);
    int seconds = 8;
    double[] allowed = new double[seconds];
    Pilot pilot = pilot(rule);
    for (int round = 0; round < seconds * 10; round++) {
      long at = T0 + round * 100L;
      allowed[round / 10] += pilot.allowed(at * NANOS_PER_MS) / 10;
      pilot.came((at + 50) * NANOS_PER_MS, 30);
    }

    long[] engine = engine(rule, seconds);
    for (int second = 0; second < seconds; second++) {
      assertThat(allowed[second]).isBetween(engine[second] * 0.98, engine[second] * 1.02);
    }
  }

  /** What passes of 300 calls a second, each asked. */
  private static long[] engine(FlowRule rule, int seconds) {
    long[] now = {T0};
    Engine engine = new Engine(() -> now[0] * NANOS_PER_MS);
    engine.load(new RuleSet(1, List.of(rule)));
    Resource resource = engine.resource(PORT);
    Entry entry = new Entry();
    long[] passed = new long[seconds];
    for (int call = 0; call < seconds * 300; call++) {
      now[0] = T0 + call * 10L / 3;
      if (engine.enter(resource, entry) == Verdict.PASS) {
        passed[call / 300]++;
        engine.exit(entry, false);
      }
    }
    return passed;
  }

  @Test
  void memoryAdaptive_fallsOnALine_andIsLowWhereMemoryIsUnknown() {
    Pilot pilot = pilot(flow(new TokenCalculation.MemoryAdaptive(1_000, 100, 1_000, 2_000), 1));

    assertThat(pilot.allowed(NOW)).isEqualTo(1_000);
    pilot.signals().memoryBytes(1_500);
    assertThat(pilot.allowed(NOW)).isEqualTo(550);
    pilot.signals().memoryBytes(5_000);
    assertThat(pilot.allowed(NOW)).isEqualTo(100);
  }

  @Test
  void ruleInShadow_isEvaluatedAlike() {
    FlowRule shadow = FlowRule.direct("r", PORT, 7, 1_000, new Policy(LimitMode.LOCAL, true, null));

    assertThat(pilot(shadow).allowed(NOW)).isEqualTo(7);
  }

  @Test
  void systemRule_isAVerdict() {
    Pilot pilot = pilot(system(SystemRule.Strategy.NO_ADAPTIVE));

    assertThat(pilot.allowed(NOW)).isInfinite();
    pilot.signals().load(4.1);
    assertThat(pilot.allowed(NOW)).isZero();
    pilot.signals().load(4);
    assertThat(pilot.allowed(NOW)).isInfinite();
  }

  @Test
  void bbr_blocksWhenMoreRunsThanThePipeHolds() {
    Pilot pilot = pilot(system(SystemRule.Strategy.BBR));
    pilot.signals().load(9);
    pilot.ended(NOW, 500, 20, false);

    pilot.running(20);
    assertThat(pilot.allowed(NOW)).as("500 in half a second of 20 ms each: 20").isInfinite();
    pilot.running(21);
    assertThat(pilot.allowed(NOW)).isZero();
  }

  @Test
  void breaker_thatIsOpen_letsAProbePassWhenDue_andCloses() {
    Pilot pilot = pilot(breaker(0));
    pilot.ended(NOW, 5, 10, false);
    pilot.ended(NOW, 5, 300, false);

    assertThat(pilot.allowed(NOW)).isZero();
    assertThat(pilot.allowed(NOW + 499 * NANOS_PER_MS)).isZero();
    assertThat(pilot.allowed(NOW + 500 * NANOS_PER_MS)).isEqualTo(1);
    assertThat(pilot.allowed(NOW + 600 * NANOS_PER_MS)).as("while it is awaited").isEqualTo(1);
    pilot.ended(NOW + 600 * NANOS_PER_MS, 1, 10, false);
    assertThat(pilot.allowed(NOW + 600 * NANOS_PER_MS)).isInfinite();
  }

  @Test
  void breaker_whoseProbeIsSlow_isOpenAgain() {
    Pilot pilot = pilot(breaker(0));
    pilot.ended(NOW, 10, 300, false);
    pilot.allowed(NOW + 500 * NANOS_PER_MS);
    pilot.ended(NOW + 600 * NANOS_PER_MS, 1, 300, false);

    assertThat(pilot.allowed(NOW + 1_099 * NANOS_PER_MS)).isZero();
    assertThat(pilot.allowed(NOW + 1_100 * NANOS_PER_MS)).isEqualTo(1);
  }

  @Test
  void breaker_ofSeveralProbes_letsAllPassMeanwhile() {
    Pilot pilot = pilot(breaker(3));
    pilot.ended(NOW, 10, 300, false);
    long due = NOW + 500 * NANOS_PER_MS;

    assertThat(pilot.allowed(due)).isInfinite();
    pilot.ended(due, 2, 10, false);
    pilot.ended(due, 1, 300, false);
    assertThat(pilot.allowed(due)).as("the third was slow").isZero();
  }

  private static SystemRule system(SystemRule.Strategy strategy) {
    return new SystemRule("s", SystemRule.MetricType.LOAD, 4, strategy, Policy.DEFAULT);
  }

  private static CircuitBreakerRule breaker(long probes) {
    return new CircuitBreakerRule(
        "b",
        PORT,
        new Strategy.SlowRequestRatio(0.5, 100),
        10,
        new StatWindow(1_000, 1),
        new Recovery(500, probes),
        Policy.DEFAULT);
  }
}
