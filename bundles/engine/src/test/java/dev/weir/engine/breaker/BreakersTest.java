package dev.weir.engine.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BreakersTest {

  private static final long T0 = 2_000_000_000_000L;

  private final List<BreakerEvent> events = new ArrayList<>();
  private final BreakerOptions listening = new BreakerOptions(false, events::add);

  private static CircuitBreakerRule errors(String id, int maxErrors, int retryMs, long probes) {
    return rule(id, new Strategy.ErrorCount(maxErrors), new Recovery(retryMs, probes), false);
  }

  private static CircuitBreakerRule rule(
      String id, Strategy strategy, Recovery recovery, boolean shadow) {
    StatWindow window = new StatWindow(10_000, 10);
    Policy policy = new Policy(LimitMode.LOCAL, shadow, null);
    return new CircuitBreakerRule(id, "svc", strategy, 0, window, recovery, policy);
  }

  private Breakers breakers(CircuitBreakerRule... rules) {
    return Breakers.of(List.of(rules), Breakers.NONE, listening);
  }

  @Test
  void errorsReachTheNumber_opensAndSaysWhy() {
    CircuitBreakerRule rule = errors("a", 2, 1_000, 0);
    Breakers breakers = breakers(rule);
    breakers.complete(T0, 1, true);
    assertThat(breakers.check(T0)).isNull();
    breakers.complete(T0, 1, true);

    assertThat(breakers.check(T0)).isEqualTo(rule);
    assertThat(events)
        .containsExactly(new BreakerEvent(rule, BreakerState.CLOSED, BreakerState.OPEN, 2));
  }

  @Test
  void probeBlockedByAnotherBreaker_opensAgainAndProbesAtOnce() {
    CircuitBreakerRule quick = errors("quick", 1, 100, 0);
    Breakers breakers = breakers(quick, errors("slow", 1, 5_000, 0));
    breakers.complete(T0, 1, true);
    events.clear();

    assertThat(breakers.check(T0 + 100)).extracting(CircuitBreakerRule::id).isEqualTo("slow");
    assertThat(breakers.check(T0 + 101)).extracting(CircuitBreakerRule::id).isEqualTo("slow");
    assertThat(events)
        .containsExactly(
            new BreakerEvent(quick, BreakerState.OPEN, BreakerState.HALF_OPEN, 0),
            new BreakerEvent(quick, BreakerState.HALF_OPEN, BreakerState.OPEN, 1),
            new BreakerEvent(quick, BreakerState.OPEN, BreakerState.HALF_OPEN, 0),
            new BreakerEvent(quick, BreakerState.HALF_OPEN, BreakerState.OPEN, 1));
  }

  @Test
  void probeBlockedAndRollbackRenewsRetry_waitsAgain() {
    CircuitBreakerRule quick = errors("quick", 1, 100, 0);
    Breakers breakers =
        Breakers.of(
            List.of(quick, errors("slow", 1, 5_000, 0)),
            Breakers.NONE,
            new BreakerOptions(true, events::add));
    breakers.complete(T0, 1, true);
    breakers.check(T0 + 100);

    assertThat(breakers.check(T0 + 199)).isEqualTo(quick);
    assertThat(breakers.check(T0 + 200)).extracting(CircuitBreakerRule::id).isEqualTo("slow");
  }

  @Test
  void threeProbesWanted_closesWithTheThirdGoodOne() {
    CircuitBreakerRule rule = errors("a", 1, 100, 3);
    Breakers breakers = breakers(rule);
    breakers.complete(T0, 1, true);
    assertThat(breakers.check(T0 + 100)).isNull();
    assertThat(breakers.check(T0 + 100)).as("everybody may probe").isNull();
    breakers.complete(T0 + 101, 1, false);
    breakers.complete(T0 + 101, 1, false);
    assertThat(breakers.get(0).state()).isEqualTo(BreakerState.HALF_OPEN);
    breakers.complete(T0 + 101, 1, false);

    assertThat(breakers.get(0).state()).isEqualTo(BreakerState.CLOSED);
    assertThat(events.get(2))
        .isEqualTo(new BreakerEvent(rule, BreakerState.HALF_OPEN, BreakerState.CLOSED, 0));
  }

  @Test
  void ratioEqualToTheThreshold_opens() {
    Strategy third = new Strategy.ErrorRatio(1 / 3.0);
    Breakers breakers = breakers(rule("a", third, new Recovery(100, 0), false));
    breakers.complete(T0, 1, false);
    breakers.complete(T0, 1, false);
    breakers.complete(T0, 1, true);

    assertThat(breakers.get(0).state()).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void responseAsLongAsAllowed_isNotSlow() {
    Strategy slow = new Strategy.SlowRequestRatio(0.5, 20);
    Breakers breakers = breakers(rule("a", slow, new Recovery(100, 0), false));
    breakers.complete(T0, 20, true);
    assertThat(breakers.get(0).state()).isEqualTo(BreakerState.CLOSED);
    breakers.complete(T0, 21, false);
    assertThat(breakers.get(0).state()).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void shadow_opensButNeverBlocks() {
    Breakers breakers = breakers(rule("a", new Strategy.ErrorCount(1), new Recovery(9, 0), true));
    breakers.complete(T0, 1, true);

    assertThat(breakers.get(0).state()).isEqualTo(BreakerState.OPEN);
    assertThat(breakers.check(T0)).isNull();
    assertThat(breakers.get(0).shadowBlocks()).isEqualTo(1);
  }

  @Test
  void thresholdChanged_keepsTheCountsAndStartsClosed() {
    Breakers before = breakers(errors("a", 2, 1_000, 0));
    before.complete(T0, 1, true);
    before.complete(T0, 1, true);
    Breakers after = Breakers.of(List.of(errors("a", 3, 1_000, 0)), before, listening);

    assertThat(after.check(T0)).isNull();
    after.complete(T0, 1, true);
    assertThat(after.check(T0)).isNotNull();
  }

  @Test
  void nameAndProbesChanged_keepsTheBreakerOpen() {
    Breakers before = breakers(errors("a", 1, 1_000, 0));
    before.complete(T0, 1, true);
    Breakers after = Breakers.of(List.of(errors("b", 1, 1_000, 5)), before, listening);

    assertThat(after.check(T0)).isEqualTo(errors("a", 1, 1_000, 0));
  }

  @Test
  void clockJumpsBackAnHour_countsAnew() {
    Breakers breakers = breakers(errors("a", 2, 1_000, 0));
    breakers.complete(T0, 1, true);
    long back = T0 - 3_600_000;
    breakers.complete(back, 1, true);
    assertThat(breakers.check(back)).isNull();
    breakers.complete(back, 1, true);
    assertThat(breakers.check(back)).isNotNull();
  }
}
