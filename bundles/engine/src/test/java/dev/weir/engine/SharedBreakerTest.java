package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.SharedCells.Worker;
import dev.weir.engine.call.BreakerEvent;
import dev.weir.engine.call.BreakerState;
import dev.weir.engine.call.Options;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two workers that share cells by compare-and-swap have one breaker. */
final class SharedBreakerTest {

  private static final int RETRY_MS = 1_000;

  private final SharedCells shared = new SharedCells();

  private static CircuitBreakerRule breaker(long probes) {
    return new CircuitBreakerRule(
        "b",
        SharedCells.NAME,
        new Strategy.ErrorCount(2),
        0,
        new StatWindow(10_000, 10),
        new Recovery(RETRY_MS, probes),
        Policy.DEFAULT);
  }

  private Worker worker(Rule... rules) {
    return shared.worker(List.of(rules));
  }

  /** An error in each: it takes both to open the breaker. */
  private void open(Worker one, Worker other) {
    assertThat(one.enter()).isTrue();
    assertThat(other.enter()).isTrue();
    one.exit(true);
    other.exit(true);
  }

  @Test
  void errorsInBoth_openItInBoth() {
    Worker one = worker(breaker(0));
    Worker other = worker(breaker(0));
    open(one, other);

    assertThat(one.enter()).isFalse();
    assertThat(other.enter()).isFalse();
    assertThat(one.events()).isEmpty();
    assertThat(other.events())
        .containsExactly(new BreakerEvent(breaker(0), BreakerState.CLOSED, BreakerState.OPEN, 2));
  }

  @Test
  void retryTimeoutOver_oneProbesForBothAndClosesItForBoth() {
    Worker one = worker(breaker(0));
    Worker other = worker(breaker(0));
    open(one, other);
    shared.sleep(RETRY_MS - 1);
    assertThat(one.enter()).isFalse();

    shared.sleep(1);
    assertThat(one.enter()).as("the probe").isTrue();
    assertThat(other.enter()).as("beside the probe").isFalse();
    assertThat(one.enter()).as("beside the probe").isFalse();
    one.exit(false);

    assertThat(other.enter()).isTrue();
    assertThat(one.events())
        .extracting(BreakerEvent::to)
        .containsExactly(BreakerState.HALF_OPEN, BreakerState.CLOSED);
    assertThat(other.events()).extracting(BreakerEvent::to).containsExactly(BreakerState.OPEN);
  }

  @Test
  void probeFails_openForBothFromThenOn() {
    Worker one = worker(breaker(0));
    Worker other = worker(breaker(0));
    open(one, other);
    shared.sleep(RETRY_MS);
    assertThat(other.enter()).isTrue();
    shared.sleep(500);
    other.exit(true);

    shared.sleep(RETRY_MS - 1);
    assertThat(one.enter()).isFalse();
    shared.sleep(1);
    assertThat(one.enter()).isTrue();
  }

  @Test
  void probeIsAbandoned_openForBothAndTheNextIsAProbe() {
    Worker one = worker(breaker(0));
    Worker other = worker(breaker(0));
    open(one, other);
    shared.sleep(RETRY_MS);
    assertThat(one.enter()).isTrue();
    one.abandon();

    assertThat(other.enter()).as("the next probe").isTrue();
    assertThat(one.enter()).as("beside the probe").isFalse();
    other.exit(true);
    assertThat(one.enter()).isFalse();
    assertThat(one.events())
        .extracting(BreakerEvent::to)
        .containsExactly(BreakerState.HALF_OPEN, BreakerState.OPEN);
  }

  @Test
  void callIsAbandoned_isNoGoodCallForTheBreaker() {
    Worker one = worker(breaker(3));
    Worker other = worker(breaker(3));
    open(one, other);
    shared.sleep(RETRY_MS);
    assertThat(one.enter()).as("the first probe").isTrue();
    one.exit(false);
    for (int i = 0; i < 3; i++) {
      assertThat(other.enter()).isTrue();
      other.abandon();
    }
    assertThat(other.events()).extracting(BreakerEvent::to).doesNotContain(BreakerState.CLOSED);
  }

  @Test
  void threeProbesWanted_goodOnesOfBothCount() {
    Worker one = worker(breaker(3));
    Worker other = worker(breaker(3));
    open(one, other);
    shared.sleep(RETRY_MS);
    assertThat(one.enter()).isTrue();
    assertThat(other.enter()).isTrue();
    assertThat(other.enter()).isTrue();
    one.exit(false);
    other.exit(false);
    assertThat(one.events()).extracting(BreakerEvent::to).doesNotContain(BreakerState.CLOSED);
    other.exit(false);

    assertThat(other.events())
        .extracting(BreakerEvent::to)
        .containsExactly(BreakerState.OPEN, BreakerState.CLOSED);
  }

  @Test
  void vmOfTheProbeDies_anotherProbesAfterTheTimeoutWhereProbesMayBeAbandoned() {
    Options options = Options.DEFAULT.withAbandonedProbes();
    Worker dies = shared.worker(List.of(breaker(0)), options);
    Worker one = shared.worker(List.of(breaker(0)), options);
    Worker other = shared.worker(List.of(breaker(0)), options);
    open(one, other);
    shared.sleep(RETRY_MS);
    assertThat(dies.enter()).isTrue();
    shared.sleep(RETRY_MS - 1);
    assertThat(one.enter()).isFalse();

    shared.sleep(1);
    one.before(() -> assertThat(other.enter()).as("the faster one probes").isTrue());
    assertThat(one.enter()).isFalse();
    other.exit(false);
    assertThat(one.enter()).isTrue();
    assertThat(other.events())
        .extracting(BreakerEvent::to)
        .containsExactly(BreakerState.OPEN, BreakerState.CLOSED);
  }

  @Test
  void swapFailed_whatWasDecidedForNothingIsNotTold() {
    Worker one = worker(breaker(0));
    Worker other = worker(breaker(0));
    open(one, other);
    shared.sleep(RETRY_MS);

    one.before(() -> assertThat(other.enter()).as("the faster one probes").isTrue());
    assertThat(one.enter()).isFalse();
    assertThat(one.events()).isEmpty();
    assertThat(other.events())
        .extracting(BreakerEvent::to)
        .containsExactly(BreakerState.OPEN, BreakerState.HALF_OPEN);
  }

  @Test
  void thresholdChanged_theBreakerIsTheSame() {
    CircuitBreakerRule rule = breaker(0);
    CircuitBreakerRule higher =
        new CircuitBreakerRule(
            "b",
            SharedCells.NAME,
            new Strategy.ErrorCount(9),
            0,
            rule.window(),
            rule.recovery(),
            Policy.DEFAULT);
    CircuitBreakerRule ratio =
        new CircuitBreakerRule(
            "b",
            SharedCells.NAME,
            new Strategy.ErrorRatio(0.5),
            0,
            rule.window(),
            rule.recovery(),
            Policy.DEFAULT);
    String layout = worker(rule).hosted().layout();
    assertThat(worker(higher).hosted().layout()).isEqualTo(layout);
    assertThat(worker(ratio).hosted().layout()).isNotEqualTo(layout);
  }

  @Test
  void cellsOfGarbage_decideWithoutHarm() {
    Worker one = worker(breaker(0));
    one.enter();
    for (long garbage : new long[] {77, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      shared.fill(garbage);
      one.enter();
      one.exit(true);
    }
    assertThat(shared.length()).isEqualTo(one.hosted().cells().length());
  }
}
