package dev.weir.engine.breaker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.Engine;
import dev.weir.engine.call.BreakerEvent;
import dev.weir.engine.call.BreakerState;
import dev.weir.engine.call.Check;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Options;
import dev.weir.engine.call.ShadowCheck;
import dev.weir.engine.call.Verdict;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.RuleSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BreakerCheckTest {

  private static final long T0 = 2_000_000_000_000L;

  private final List<BreakerEvent> events = new ArrayList<>();
  private final Deque<Entry> inside = new ArrayDeque<>();
  private long now = T0;
  private Engine engine = engine(Options.DEFAULT);

  private Engine engine(Options options) {
    return new Engine(() -> now * 1_000_000, options, events::add);
  }

  private void load(CircuitBreakerRule... rules) {
    engine.load(new RuleSet(engine.revision() + 1, List.of(rules)));
  }

  /** Enters, and stays inside: the id of the rule that blocks, or nothing. */
  private String enter() {
    Entry entry = new Entry();
    if (engine.enter(engine.resource("svc"), entry) == Verdict.BLOCK) {
      return requireNonNull(entry.blockedBy()).id();
    }
    inside.add(entry);
    return "";
  }

  /** The call that has been inside longest ends. */
  private void complete(boolean error) {
    engine.exit(inside.remove(), error);
  }

  /** Enters, and ends after a time. */
  private void call(long rtMs, boolean error) {
    assertThat(enter()).isEmpty();
    now += rtMs;
    complete(error);
  }

  private BreakerState state(int index) {
    Check check = engine.plan(engine.resource("svc")).checks().get(index);
    return ((BreakerCheck) check).breaker().state();
  }

  private static CircuitBreakerRule errors(String id, int maxErrors, int retryMs, long probes) {
    return rule(id, new Strategy.ErrorCount(maxErrors), new Recovery(retryMs, probes), false);
  }

  private static CircuitBreakerRule rule(
      String id, Strategy strategy, Recovery recovery, boolean shadow) {
    StatWindow window = new StatWindow(10_000, 10);
    Policy policy = new Policy(LimitMode.LOCAL, shadow, null);
    return new CircuitBreakerRule(id, "svc", strategy, 0, window, recovery, policy);
  }

  private void openBoth(CircuitBreakerRule first, CircuitBreakerRule second) {
    load(first, second);
    call(0, true);
    events.clear();
  }

  @Test
  void errorsReachTheNumber_opensAndSaysWhy() {
    CircuitBreakerRule rule = errors("a", 2, 1_000, 0);
    load(rule);
    call(1, true);
    call(1, true);

    assertThat(enter()).isEqualTo("a");
    assertThat(events)
        .containsExactly(new BreakerEvent(rule, BreakerState.CLOSED, BreakerState.OPEN, 2));
  }

  @Test
  void probeBlockedByAnotherBreaker_opensAgainAndProbesAtOnce() {
    CircuitBreakerRule quick = errors("quick", 1, 100, 0);
    openBoth(quick, errors("slow", 1, 5_000, 0));
    now += 100;

    assertThat(enter()).isEqualTo("slow");
    assertThat(enter()).isEqualTo("slow");
    assertThat(events)
        .containsExactly(
            new BreakerEvent(quick, BreakerState.OPEN, BreakerState.HALF_OPEN, 0),
            new BreakerEvent(quick, BreakerState.HALF_OPEN, BreakerState.OPEN, 1),
            new BreakerEvent(quick, BreakerState.OPEN, BreakerState.HALF_OPEN, 0),
            new BreakerEvent(quick, BreakerState.HALF_OPEN, BreakerState.OPEN, 1));
  }

  @Test
  void probeBlockedAndRollbackRenewsRetry_waitsAgain() {
    engine = engine(Options.DEFAULT.withRenewedRetry());
    openBoth(errors("quick", 1, 100, 0), errors("slow", 1, 5_000, 0));
    now += 100;
    assertThat(enter()).isEqualTo("slow");

    now += 99;
    assertThat(enter()).isEqualTo("quick");
    now += 1;
    assertThat(enter()).isEqualTo("slow");
  }

  @Test
  void threeProbesWanted_closesWithTheThirdGoodOne() {
    CircuitBreakerRule rule = errors("a", 1, 100, 3);
    load(rule);
    call(0, true);
    now += 100;
    for (int i = 0; i < 4; i++) {
      assertThat(enter()).as("everybody may probe").isEmpty();
    }
    complete(false);
    complete(false);
    assertThat(state(0)).isEqualTo(BreakerState.HALF_OPEN);
    complete(false);

    assertThat(state(0)).isEqualTo(BreakerState.CLOSED);
    assertThat(events.get(2))
        .isEqualTo(new BreakerEvent(rule, BreakerState.HALF_OPEN, BreakerState.CLOSED, 0));
  }

  @Test
  void ratioEqualToTheThreshold_opens() {
    load(rule("a", new Strategy.ErrorRatio(1 / 3.0), new Recovery(100, 0), false));
    call(0, false);
    call(0, false);
    call(0, true);

    assertThat(state(0)).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void responseAsLongAsAllowed_isNotSlow() {
    load(rule("a", new Strategy.SlowRequestRatio(0.5, 20), new Recovery(100, 0), false));
    call(20, true);
    assertThat(state(0)).isEqualTo(BreakerState.CLOSED);
    call(21, false);
    assertThat(state(0)).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void shadow_opensButNeverBlocksAndCountsWhatItWouldBlock() {
    load(rule("a", new Strategy.ErrorCount(1), new Recovery(9, 0), true));
    call(0, true);
    assertThat(enter()).isEmpty();

    ShadowCheck shadow = (ShadowCheck) engine.plan(engine.resource("svc")).checks().get(0);
    assertThat(((BreakerCheck) shadow.inner()).breaker().state()).isEqualTo(BreakerState.OPEN);
    assertThat(shadow.blocked()).isEqualTo(1);
  }

  @Test
  void thresholdChanged_keepsTheCountsAndStartsClosed() {
    load(errors("a", 2, 1_000, 0));
    call(0, true);
    call(0, true);
    load(errors("a", 3, 1_000, 0));

    call(0, true);
    assertThat(enter()).isEqualTo("a");
  }

  @Test
  void nameAndProbesChanged_keepsTheBreakerOpenAndItsName() {
    load(errors("a", 1, 1_000, 0));
    call(0, true);
    load(errors("b", 1, 1_000, 5));

    assertThat(enter()).isEqualTo("a");
  }

  @Test
  void callEntersUnderOneRuleAndEndsUnderAnother_countsForTheOther() {
    load();
    enter();
    load(errors("a", 1, 1_000, 0));
    complete(true);

    assertThat(enter()).isEqualTo("a");
  }

  @Test
  void clockJumpsBackAnHour_countsAnew() {
    load(errors("a", 2, 1_000, 0));
    call(0, true);
    now -= 3_600_000;
    call(0, true);
    call(0, true);
    assertThat(enter()).isEqualTo("a");
  }
}
