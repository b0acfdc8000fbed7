package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.SharedCells.Worker;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Verdict;
import dev.weir.engine.cell.Event;
import dev.weir.engine.fuzz.RandomRules;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Metric;
import dev.weir.rule.HotspotRule.Param;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Workers that share cells as a proxy's do: load, decide, compare and swap. */
final class HostedResourceTest {

  private static final String NAME = SharedCells.NAME;

  private final SharedCells shared = new SharedCells();

  private Worker worker(Rule... rules) {
    return shared.worker(List.of(rules));
  }

  private static FlowRule flow(double threshold, int interval) {
    return FlowRule.direct("f" + interval, NAME, threshold, interval, Policy.DEFAULT);
  }

  private static IsolationRule isolation(boolean shadow) {
    Policy policy = new Policy(Policy.DEFAULT.limitMode(), shadow, null);
    return new IsolationRule("i", NAME, false, 1, policy);
  }

  private static HotspotRule hotspot(Metric metric) {
    return new HotspotRule("h", NAME, new Param(0, ""), metric, 3, 0, List.of(), Policy.DEFAULT);
  }

  private static Entry withValue() {
    Entry entry = new Entry();
    entry.arguments().args().add("hot");
    return entry;
  }

  private int passes(int calls, Worker... workers) {
    int passed = 0;
    for (int i = 0; i < calls; i++) {
      passed += workers[i % workers.length].enter() ? 1 : 0;
    }
    return passed;
  }

  @Test
  void twoWorkers_shareTheLimitOfEveryWindow() {
    Worker one = worker(flow(10, 1_000), flow(15, 60_000));
    Worker other = worker(flow(10, 1_000), flow(15, 60_000));
    assertThat(passes(30, one, other)).isEqualTo(10);
    shared.sleep(2_000);
    assertThat(passes(30, one, other)).isEqualTo(5);
  }

  @Test
  void swapFailed_theSameEntryIsDecidedAgain() {
    Worker one = worker(flow(1, 1_000));
    Worker other = worker(flow(1, 1_000));
    one.before(() -> assertThat(other.enter()).isTrue());
    assertThat(one.enter()).isFalse();
  }

  @Test
  void concurrency_isSharedToo() {
    Worker one = worker(isolation(false));
    Worker other = worker(isolation(false));
    assertThat(one.enter()).isTrue();
    assertThat(other.enter()).isFalse();
    one.exit(false);
    assertThat(other.enter()).isTrue();
  }

  @Test
  void swapFailed_inboundTrafficIsCountedOnce() {
    Worker one = worker(flow(9, 1_000));
    Worker other = worker(flow(9, 1_000));
    one.before(other::enter);
    one.enter(new Entry().inbound(true));
    assertThat(one.inbound().concurrency()).isEqualTo(1);
    assertThat(one.inbound().total(Event.PASS)).isEqualTo(1);
    one.before(other::enter);
    one.exit(true);
    assertThat(one.inbound().concurrency()).isZero();
    assertThat(one.inbound().total(Event.ERROR)).isEqualTo(1);
  }

  @Test
  void swapFailed_aValueIsCountedOnce() {
    Metric qps = new Metric.Qps(1, 0, new ControlBehavior.Reject());
    for (Metric metric : List.of(qps, new Metric.Concurrency())) {
      SharedCells own = new SharedCells();
      Worker one = own.worker(List.of(flow(99, 1_000), hotspot(metric)));
      Worker other = own.worker(List.of(flow(99, 1_000), hotspot(metric)));
      for (int i = 0; i < 3; i++) {
        one.before(other::enter);
        assertThat(one.enter(withValue())).as("%s, call %d", metric, i).isTrue();
      }
      assertThat(one.enter(withValue())).isFalse();
    }
  }

  @Test
  void blockedAfterTheSwapFailed_theValueIsNotCounted() {
    Worker one = worker(flow(1, 1_000), hotspot(new Metric.Concurrency()));
    Worker other = worker(flow(1, 1_000), hotspot(new Metric.Concurrency()));
    for (int i = 0; i < 9; i++) {
      one.before(other::enter);
      assertThat(one.enter(withValue())).isFalse();
      shared.sleep(1_000);
    }
    assertThat(one.enter(withValue())).isTrue();
    shared.sleep(1_000);
    assertThat(one.enter(withValue())).isTrue();
    shared.sleep(1_000);
    assertThat(one.enter(withValue())).as("the third at once").isTrue();
    shared.sleep(1_000);
    assertThat(one.enter(withValue())).as("the fourth at once").isFalse();
  }

  @Test
  void otherRules_goOnWithTheValuesOfTheObject() {
    Worker worker = worker(hotspot(new Metric.Concurrency()));
    worker.enter(withValue());
    HostedResource next = worker.hosted().next(List.of(flow(9, 1_000), isolation(true)));
    HostedResource again = worker.hosted().next(List.of(hotspot(new Metric.Concurrency())));
    assertThat(next.layout()).isNotEqualTo(worker.hosted().layout());
    for (int i = 0; i < 2; i++) {
      assertThat(again.enter(withValue(), shared.now())).isEqualTo(Verdict.PASS);
      again.commit();
    }
    assertThat(again.enter(withValue(), shared.now())).isEqualTo(Verdict.BLOCK);
  }

  @Test
  void thresholdChanged_layoutIsTheSame() {
    String layout = worker(flow(1, 60_000)).hosted().layout();
    assertThat(worker(flow(2, 60_000)).hosted().layout()).isEqualTo(layout);
    assertThat(worker(flow(1, 70_000)).hosted().layout()).isNotEqualTo(layout);
  }

  @Test
  void sameLengthOtherMeaning_layoutIsAnother() {
    String inForce = worker(flow(1, 1_000), isolation(true)).hosted().layout();
    assertThat(worker(flow(1, 1_000), isolation(false)).hosted().layout()).isNotEqualTo(inForce);
  }

  @Test
  void anyRules_twoWorkersDecideAsOneEngineDoes() {
    for (long seed = 1; seed <= 300; seed++) {
      new Comparison(seed).run();
    }
  }

  /**
   * One engine, and two workers of which each decides every call in turn or after a failed swap.
   */
  private static final class Comparison {

    private final long seed;
    private final Random random;
    private final SharedCells shared = new SharedCells();
    private final Engine engine = new Engine(shared::now);
    private final List<Worker> workers = new ArrayList<>();
    private final List<Deque<Entry>> inside = List.of(new ArrayDeque<>(), new ArrayDeque<>());

    Comparison(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      List<Rule> rules = RandomRules.hosted(random, NAME);
      engine.load(new RuleSet(1, rules));
      workers.add(shared.worker(rules));
      workers.add(shared.worker(rules));
    }

    void run() {
      for (int step = 0; step < 200; step++) {
        shared.sleep(random.nextInt(300));
        int turn = random.nextInt(2);
        if (random.nextInt(4) == 0) {
          workers.get(turn).before(shared::overtake);
        }
        if (random.nextInt(3) > 0) {
          enter(turn, step);
        } else {
          exit(turn);
        }
      }
    }

    private void enter(int turn, int step) {
      Entry expected = new Entry();
      boolean passes = engine.enter(engine.resource(NAME), expected) != Verdict.BLOCK;
      Entry entry = new Entry();
      assertThat(workers.get(turn).enter(entry))
          .as("seed %d step %d", seed, step)
          .isEqualTo(passes);
      assertThat(entry.waitNanos()).isEqualTo(expected.waitNanos());
      assertThat(entry.blockedBy()).isEqualTo(expected.blockedBy());
      if (passes) {
        inside.get(turn).add(expected);
      }
    }

    private void exit(int turn) {
      Entry entry = inside.get(turn).poll();
      if (entry != null) {
        boolean error = random.nextBoolean();
        engine.exit(entry, error);
        workers.get(turn).exit(error);
      }
    }
  }

  @Test
  void ruleThatLooksAtAnotherResource_isRefused() {
    FlowRule plain = flow(1, 1_000);
    FlowRule associated =
        new FlowRule(
            "a",
            NAME,
            false,
            plain.tokenCalculation(),
            plain.controlBehavior(),
            1,
            1_000,
            plain.window(),
            "other",
            Policy.DEFAULT);
    assertThatThrownBy(() -> worker(associated)).hasMessageContaining("'other'");
  }
}
