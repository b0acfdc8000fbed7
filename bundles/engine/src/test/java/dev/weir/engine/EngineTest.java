package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Verdict;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Policy;
import dev.weir.rule.RuleSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EngineTest {

  private long now = 2_000_000_000_000L;
  private final Engine engine = new Engine(() -> now * 1_000_000);
  private final Entry entry = new Entry();

  private static FlowRule rule(String id, double threshold, int interval) {
    return FlowRule.direct(id, "GET:/orders", threshold, interval, Policy.DEFAULT);
  }

  private void load(FlowRule... rules) {
    engine.load(new RuleSet(engine.revision() + 1, List.of(rules)));
  }

  private int passed(int calls) {
    int passed = 0;
    for (int i = 0; i < calls; i++) {
      passed += enter("GET:/orders", 1) == Verdict.PASS ? 1 : 0;
    }
    return passed;
  }

  private Verdict enter(String resource, long batch) {
    Verdict verdict = engine.enter(engine.resource(resource), entry.batch(batch));
    engine.exit(entry, false);
    return verdict;
  }

  @Test
  void moreThanTheThreshold_restIsBlockedByTheRule() {
    FlowRule rule = rule("a", 100, 1_000);
    load(rule);

    assertThat(passed(107)).isEqualTo(100);
    assertThat(enter("GET:/orders", 1)).isEqualTo(Verdict.BLOCK);
    assertThat(entry.blockedBy()).isSameAs(rule);
  }

  @Test
  void nextWindow_passesAgain() {
    load(rule("a", 10, 1_000));
    assertThat(passed(20)).isEqualTo(10);
    now += 1_000;
    assertThat(passed(20)).isEqualTo(10);
  }

  @Test
  void resourceWithoutRule_passes() {
    load(rule("a", 0, 1_000));
    assertThat(enter("GET:/other", 1)).isEqualTo(Verdict.PASS);
  }

  @Test
  void thresholdZero_blocksAll() {
    load(rule("a", 0, 1_000));
    assertThat(passed(3)).isZero();
  }

  @Test
  void fractionalThreshold_roundsDown() {
    load(rule("a", 2.5, 1_000));
    assertThat(passed(5)).isEqualTo(2);
  }

  @Test
  void batchThatDoesNotFit_takesNothing() {
    load(rule("a", 10, 1_000));
    assertThat(enter("GET:/orders", 11)).isEqualTo(Verdict.BLOCK);
    assertThat(enter("GET:/orders", 10)).isEqualTo(Verdict.PASS);
  }

  @Test
  void oneOfTwoRulesRefuses_theOtherIsNotCharged() {
    load(rule("second", 1, 1_000), rule("minute", 100, 60_000));
    assertThat(passed(50)).isEqualTo(1);

    load(rule("minute", 100, 60_000));
    assertThat(passed(200)).isEqualTo(99);
  }

  @Test
  void thresholdRaised_countsAreKept() {
    load(rule("a", 10, 1_000));
    assertThat(passed(20)).isEqualTo(10);
    load(rule("a", 15, 1_000));
    assertThat(passed(20)).isEqualTo(5);
  }

  @Test
  void windowOfAnotherShapeAdded_theOldOneKeepsItsCounts() {
    load(rule("a", 10, 1_000));
    passed(4);
    load(rule("b", 100, 60_000), rule("a", 10, 1_000));
    assertThat(passed(20)).isEqualTo(6);
  }

  @Test
  void rulesWithdrawn_everythingPasses() {
    load(rule("a", 0, 1_000));
    load();
    assertThat(passed(5)).isEqualTo(5);
  }
}
