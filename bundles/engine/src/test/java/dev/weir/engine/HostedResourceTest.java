package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.call.BreakerListener;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Inbound;
import dev.weir.engine.call.Options;
import dev.weir.engine.call.Plan;
import dev.weir.engine.call.Signals;
import dev.weir.engine.call.Verdict;
import dev.weir.engine.cell.StatNode;
import dev.weir.rule.FlowRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two workers that share cells as a proxy's do: load, decide, store. */
final class HostedResourceTest {

  private static final String NAME = "GET:/orders";
  private static final long T0 = 2_000_000_000_000_000_000L;

  private final Entry entry = new Entry();
  private long[] shared = new long[0];

  private static HostedResource worker(Rule... rules) {
    HostedResource.Host host =
        new HostedResource.Host(
            new Signals(),
            Options.DEFAULT,
            BreakerListener.NONE,
            new Inbound(new StatNode(), Plan.EMPTY));
    return new HostedResource(NAME, List.of(rules), host);
  }

  private static FlowRule flow(double threshold, int interval) {
    return FlowRule.direct("f" + interval, NAME, threshold, interval, Policy.DEFAULT);
  }

  private void load(HostedResource worker) {
    for (int i = 0; i < shared.length; i++) {
      worker.cells().set(i, shared[i]);
    }
  }

  private void store(HostedResource worker) {
    shared = new long[worker.cells().length()];
    for (int i = 0; i < shared.length; i++) {
      shared[i] = worker.cells().get(i);
    }
  }

  private boolean call(HostedResource worker, long nowNanos) {
    load(worker);
    boolean passed = worker.enter(entry, nowNanos) != Verdict.BLOCK;
    store(worker);
    return passed;
  }

  @Test
  void twoWorkers_shareTheLimitOfEveryWindow() {
    HostedResource one = worker(flow(10, 1_000), flow(15, 60_000));
    HostedResource other = worker(flow(10, 1_000), flow(15, 60_000));
    int passed = 0;
    for (int i = 0; i < 30; i++) {
      passed += call(i % 2 == 0 ? one : other, T0) ? 1 : 0;
    }
    assertThat(passed).isEqualTo(10);
    for (int i = 0; i < 30; i++) {
      passed += call(i % 2 == 0 ? one : other, T0 + 2_000_000_000L) ? 1 : 0;
    }
    assertThat(passed).isEqualTo(15);
  }

  @Test
  void swapFailed_theSameEntryIsDecidedAgain() {
    HostedResource worker = worker(flow(1, 1_000));
    load(worker);
    worker.enter(entry, T0);
    call(worker(flow(1, 1_000)), T0);

    load(worker);
    assertThat(worker.enter(entry, T0)).isEqualTo(Verdict.BLOCK);
  }

  @Test
  void concurrency_isSharedToo() {
    HostedResource one = worker(new IsolationRule("i", NAME, false, 1, Policy.DEFAULT));
    HostedResource other = worker(new IsolationRule("i", NAME, false, 1, Policy.DEFAULT));
    Entry inside = new Entry();
    one.enter(inside, T0);
    store(one);

    assertThat(call(other, T0)).isFalse();
    load(one);
    one.complete(inside, T0, false);
    inside.forget();
    store(one);
    assertThat(call(other, T0)).isTrue();
  }

  @Test
  void thresholdChanged_layoutIsTheSame() {
    assertThat(worker(flow(1, 60_000)).layout()).isEqualTo(worker(flow(2, 60_000)).layout());
    assertThat(worker(flow(1, 60_000)).layout()).isNotEqualTo(worker(flow(1, 70_000)).layout());
  }

  @Test
  void anyRules_decideAsTheEngineDoes() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      int[] intervals = {500, 1_000, 1_500, 700, 10_000};
      Rule[] rules = {
        flow(random.nextInt(9), intervals[random.nextInt(5)]),
        new IsolationRule("i", NAME, false, 1, Policy.DEFAULT)
      };
      long[] now = {T0};
      Engine engine = new Engine(() -> now[0]);
      engine.load(new RuleSet(1, List.of(rules)));
      HostedResource hosted = worker(rules);
      Entry own = new Entry();
      for (int step = 0; step < 200; step++) {
        now[0] += random.nextInt(300_000_000);
        Verdict expected = engine.enter(engine.resource(NAME), own);
        assertThat(hosted.enter(entry, now[0]))
            .as("seed %d step %d", seed, step)
            .isEqualTo(expected);
        engine.exit(own, false);
        hosted.complete(entry, now[0], false);
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
