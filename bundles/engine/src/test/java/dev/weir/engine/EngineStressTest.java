package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.call.BreakerEvent;
import dev.weir.engine.call.BreakerState;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Options;
import dev.weir.engine.call.Resource;
import dev.weir.engine.call.Verdict;
import dev.weir.engine.cell.Event;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.FlowRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two threads race on one resource: no call is lost, none is counted double, no limit gives way.
 */
final class EngineStressTest {

  private static final String NAME = "GET:/orders";
  private static final long T0 = 2_000_000_000_000_000_000L;
  private static final int CALLS = 300_000;

  private final AtomicLong now = new AtomicLong(T0);
  private final Engine engine = new Engine(now::get);

  private static FlowRule flow(double threshold, int interval) {
    return FlowRule.direct("flow", NAME, threshold, interval, Policy.DEFAULT);
  }

  /** Runs a task on two threads; the sum of what they give. */
  private static long onTwo(Callable<Long> task) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Long>> running = new ArrayList<>(List.of(threads.submit(task)));
      running.add(threads.submit(task));
      long sum = 0;
      for (Future<Long> one : running) {
        sum += one.get();
      }
      return sum;
    } finally {
      threads.shutdownNow();
    }
  }

  private long pass(int calls, long stepNanos) {
    Resource resource = engine.resource(NAME);
    Entry entry = new Entry();
    long passed = 0;
    for (int i = 0; i < calls; i++) {
      now.addAndGet(stepNanos);
      passed += engine.enter(resource, entry) == Verdict.BLOCK ? 0 : 1;
      engine.exit(entry, i % 3 == 0);
    }
    return passed;
  }

  private void load(long revision, Rule... rules) {
    engine.load(new RuleSet(revision, List.of(rules)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 10_000, 1_500, 700, 86_400_000})
  void oneWindow_letsExactlyTheThresholdPass(int interval) throws Exception {
    load(1, flow(100_000, interval));
    assertThat(onTwo(() -> pass(CALLS, 0))).isEqualTo(100_000);
  }

  @Test
  void movingClock_totalsAreTheSumOfTheDecisions() throws Exception {
    load(1, flow(50, 1_000));
    long passed = onTwo(() -> pass(CALLS, 30_000));

    Resource resource = engine.resource(NAME);
    assertThat(resource.node().total(Event.PASS)).isEqualTo(passed);
    assertThat(resource.node().total(Event.BLOCK)).isEqualTo(2L * CALLS - passed);
    assertThat(resource.node().total(Event.COMPLETE)).isEqualTo(passed);
    assertThat(resource.node().concurrency()).isZero();
  }

  @Test
  void limitIsFar_totalsAreTheSumOfTheDecisionsAndNeverMore() throws Exception {
    load(1, flow(10_000_000, 1_000));
    Resource resource = engine.resource(NAME);
    AtomicLong entered = new AtomicLong();
    long passed =
        onTwo(
            () -> {
              Entry entry = new Entry();
              long tooMany = 0;
              for (int i = 0; i < CALLS; i++) {
                now.addAndGet(3_000);
                entered.incrementAndGet();
                engine.enter(resource, entry);
                engine.exit(entry, false);
                if (i % 1_000 == 0) {
                  long told = resource.node().total(Event.PASS);
                  tooMany += told > entered.get() ? 1 : 0;
                }
              }
              return CALLS + tooMany * CALLS;
            });
    assertThat(passed).isEqualTo(2L * CALLS);
    assertThat(resource.node().total(Event.PASS)).isEqualTo(passed);
    assertThat(resource.node().total(Event.COMPLETE)).isEqualTo(passed);
  }

  @Test
  void limitIsReachedAgainAndAgain_eachSecondAtMostTheThreshold() throws Exception {
    load(1, flow(40_000, 1_000));
    for (int second = 0; second < 10; second++) {
      assertThat(onTwo(() -> pass(CALLS / 5, 0))).isEqualTo(40_000);
      now.addAndGet(1_000_000_000);
    }
    assertThat(engine.resource(NAME).node().total(Event.PASS)).isEqualTo(400_000);
  }

  @Test
  void inboundCalls_areCountedTogetherExactly() throws Exception {
    long calls =
        onTwo(
            () -> {
              Resource own = engine.resource("thread " + Thread.currentThread().getId());
              Entry entry = new Entry().inbound(true);
              for (int i = 0; i < CALLS; i++) {
                now.addAndGet(1_000);
                engine.enter(own, entry);
                engine.exit(entry, false);
              }
              return (long) CALLS;
            });
    assertThat(engine.inbound().total(Event.PASS)).isEqualTo(calls);
    assertThat(engine.inbound().total(Event.COMPLETE)).isEqualTo(calls);
    assertThat(engine.inbound().concurrency()).isZero();
  }

  @Test
  void isolationOfOne_neverHasTwoInside() throws Exception {
    load(1, new IsolationRule("one", NAME, false, 1, Policy.DEFAULT));
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    long passed =
        onTwo(
            () -> {
              Entry entry = new Entry();
              long count = 0;
              for (int i = 0; i < CALLS; i++) {
                if (engine.enter(engine.resource(NAME), entry) != Verdict.BLOCK) {
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  inside.decrementAndGet();
                  count++;
                }
                engine.exit(entry, false);
              }
              return count;
            });
    assertThat(most).hasValue(1);
    assertThat(passed).isPositive();
    assertThat(engine.resource(NAME).node().concurrency()).isZero();
  }

  @Test
  void breaker_countsEveryCallOnceAndOpensOnce() throws Exception {
    List<BreakerEvent> events = Collections.synchronizedList(new ArrayList<>());
    Engine watched = new Engine(now::get, Options.DEFAULT, events::add);
    int errors = 2 * (CALLS / 3);
    watched.load(new RuleSet(1, List.of(breaker(errors))));
    Callable<Long> calls =
        () -> {
          Entry entry = new Entry();
          for (int i = 0; i < CALLS; i++) {
            watched.enter(watched.resource(NAME), entry);
            watched.exit(entry, i % 3 == 0);
          }
          return 0L;
        };
    onTwo(calls);
    assertThat(events)
        .as("the last of all errors opens it")
        .containsExactly(
            new BreakerEvent(breaker(errors), BreakerState.CLOSED, BreakerState.OPEN, errors));
  }

  private static CircuitBreakerRule breaker(int errors) {
    return new CircuitBreakerRule(
        "b",
        NAME,
        new CircuitBreakerRule.Strategy.ErrorCount(errors),
        0,
        new CircuitBreakerRule.StatWindow(60_000, 6),
        new CircuitBreakerRule.Recovery(3_600_000, 0),
        Policy.DEFAULT);
  }

  @Test
  void rulesReloadedUnderTraffic_limitHoldsOverAllLoads() throws Exception {
    load(1, flow(100_000, 60_000));
    AtomicLong revision = new AtomicLong(1);
    long passed =
        onTwo(
            () -> {
              long count = 0;
              for (int i = 0; i < 100; i++) {
                count += pass(CALLS / 100, 0);
                load(revision.incrementAndGet(), flow(100_000, 60_000));
              }
              return count;
            });
    assertThat(passed).isEqualTo(100_000);
  }
}
