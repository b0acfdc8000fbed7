package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Resource;
import dev.weir.engine.call.Verdict;
import dev.weir.engine.cell.Event;
import dev.weir.rule.FlowRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.RuleSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A resource at which threads have met: what is limited is limited as before. */
final class WideResourceTest {

  private static final String NAME = "GET:/orders";

  private final Engine engine = new Engine(() -> 2_000_000_000_000_000_000L);
  private final Resource resource = engine.resource(NAME);

  private Entry entered() {
    Entry entry = new Entry();
    engine.enter(resource, entry);
    return entry;
  }

  @Test
  void isolationRuleComes_callsInLanesAreCountedToo() {
    resource.node().widen();
    Entry inLane = entered();
    entered();
    engine.load(new RuleSet(1, List.of(new IsolationRule("i", NAME, false, 3, Policy.DEFAULT))));

    assertThat(entered().verdict()).isEqualTo(Verdict.PASS);
    assertThat(entered().verdict()).isEqualTo(Verdict.BLOCK);
    engine.exit(inLane, false);
    assertThat(entered().verdict()).isEqualTo(Verdict.PASS);
    assertThat(entered().verdict()).isEqualTo(Verdict.BLOCK);
    assertThat(resource.node().concurrency()).isEqualTo(3);
  }

  @Test
  void isolationRuleGoes_callsOutsideOfLanesEndWhereTheyAre() {
    engine.load(new RuleSet(1, List.of(new IsolationRule("i", NAME, false, 3, Policy.DEFAULT))));
    resource.node().widen();
    Entry outside = entered();
    engine.load(new RuleSet(2, List.of()));
    Entry inLane = entered();
    assertThat(resource.node().concurrency()).isEqualTo(2);

    engine.exit(outside, false);
    engine.exit(inLane, false);
    assertThat(resource.node().concurrency()).isZero();
    assertThat(resource.node().runCell()).isZero();
  }

  @Test
  void flowRule_limitsAllLanesTogether() {
    engine.load(new RuleSet(1, List.of(FlowRule.perSecond("f", NAME, 2))));
    engine.exit(entered(), false);
    resource.node().widen();

    assertThat(entered().verdict()).isEqualTo(Verdict.PASS);
    assertThat(entered().verdict()).isEqualTo(Verdict.BLOCK);
    assertThat(resource.node().total(Event.PASS)).isEqualTo(2);
    assertThat(resource.node().total(Event.BLOCK)).isEqualTo(1);
  }
}
