package dev.weir.engine.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.Engine;
import dev.weir.engine.cell.Event;
import dev.weir.rule.FlowRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Other calls come and go at the worst moments of a decision; here they do so in the same thread.
 */
final class PlanRaceTest {

  private static final long NOW = 2_000_000_000_000_000_000L;
  private static final IsolationRule ONE =
      new IsolationRule("one", "GET:/orders", false, 1, Policy.DEFAULT);

  private final Engine engine = new Engine(() -> NOW);
  private final Resource resource = engine.resource(ONE.resource());

  /** A call that leaves while another decides, and one that comes before it is counted. */
  @Test
  void anotherLeavesAndComesBackWhileACallIsCounted_isolationOfOneBlocks() {
    engine.load(new RuleSet(1, List.of(ONE)));
    List<Check> checks = new ArrayList<>(engine.plan(resource).checks());
    checks.add(0, new Meanwhile(() -> {}, resource.node()::leave));
    checks.add(new Meanwhile(resource.node()::run, resource.node()::run));

    Verdict verdict =
        new Plan(checks)
            .enter(resource, new Entry(), new Inbound(engine.inbound(), Plan.EMPTY), NOW);

    assertThat(verdict).isEqualTo(Verdict.BLOCK);
    assertThat(resource.node().concurrency()).isLessThanOrEqualTo(1);
  }

  /** A caller who meets others counts ahead; rules that come then are asked all the same. */
  @Test
  void ruleComesWhenCallsAreCountedAhead_decidesTheNextCall() {
    engine.load(new RuleSet(1, List.of(FlowRule.perSecond("f", ONE.resource(), 1_000_000))));
    resource.node().widen();
    Entry entry = new Entry();
    entry.met();
    for (int i = 0; i < 100; i++) {
      assertThat(engine.enter(resource, entry)).isEqualTo(Verdict.PASS);
      engine.exit(entry, false);
    }
    assertThat(resource.node().passes(2).sum(NOW / 1_000_000)).as("some ahead").isGreaterThan(100);
    assertThat(resource.node().total(Event.PASS)).isEqualTo(100);

    engine.load(new RuleSet(2, List.of(FlowRule.perSecond("f", ONE.resource(), 0))));
    assertThat(engine.enter(resource, entry)).isEqualTo(Verdict.BLOCK);
    engine.load(new RuleSet(3, List.of()));
    assertThat(engine.enter(resource, entry)).isEqualTo(Verdict.PASS);
    assertThat(resource.node().total(Event.PASS)).isEqualTo(101);
    assertThat(resource.node().concurrency()).isEqualTo(1);
  }

  /** What others do when a call has been checked, and when it is about to be counted. */
  private static final class Meanwhile extends Check {

    private final Runnable checked;
    private final Runnable counted;

    Meanwhile(Runnable checked, Runnable counted) {
      this.checked = checked;
      this.counted = counted;
    }

    @Override
    public Rule rule() {
      return ONE;
    }

    @Override
    public int parts() {
      return READS_CONCURRENCY;
    }

    @Override
    public long check(Entry entry, long nowNanos) {
      checked.run();
      return PASS;
    }

    @Override
    public boolean fitsBeside(long running, Entry entry) {
      counted.run();
      return true;
    }
  }
}
