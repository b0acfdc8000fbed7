package dev.weir.manager.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.HookException;
import dev.weir.hook.Plane;
import dev.weir.manager.FakeHook;
import dev.weir.manager.hooks.HookRoster;
import dev.weir.manager.hooks.Offer;
import dev.weir.manager.placement.Placement.Decision;
import dev.weir.rule.FlowRule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RolloutTest {

  private static final FlowRule FLOW = FlowRule.perSecond("flow", "GET:/orders", 10);
  private static final TrafficRule PORT =
      new TrafficRule("port", Protocol.TCP, 80, Metric.CONNECTIONS, Per.SOURCE, 10, 1_000, 10);

  private final List<String> journal = new ArrayList<>();
  private final FakeHook http = new FakeHook("http", "1", Plane.PROXY, FlowRule.class, journal);
  private final FakeHook tc = new FakeHook("tc", "1", Plane.KERNEL, TrafficRule.class, journal);
  private final HookRoster roster = new HookRoster();
  private final Rollout rollout = new Rollout(roster, () -> {});

  @BeforeEach
  void attach() {
    roster.offer(new Offer(http, 1), 0);
    roster.offer(new Offer(tc, 2), 0);
    journal.clear();
  }

  @Test
  void newRules_reachEachPlaneOnce() {
    assertThat(rollout.change(new RuleSet(1, List.of(FLOW, PORT)), true)).isEmpty();

    assertThat(journal).containsExactlyInAnyOrder("http-1 apply [flow]", "tc-1 apply [port]");
    assertThat(rollout.placement().decisions())
        .extracting(Decision::hook)
        .containsExactly("http", "tc");
  }

  @Test
  void onePlaneRefuses_theOthersAreTakenBack() {
    rollout.change(new RuleSet(1, List.of(FLOW)), true);
    journal.clear();
    tc.refuseApply = true;
    String refused =
        rollout.change(
            new RuleSet(2, List.of(FlowRule.perSecond("flow2", "GET:/orders", 20), PORT)), true);

    assertThat(refused).isEqualTo("refused by tc: no room");
    assertThat(journal).containsExactly("http-1 apply [flow2]", "http-1 apply [flow]");
    assertThat(rollout.placement().revision()).isEqualTo(1);
  }

  @Test
  void hookRefusesWhenSettling_itsRulesGoToTheNextOrNowhere() {
    rollout.change(new RuleSet(1, List.of(PORT)), true);
    RuleSet more =
        new RuleSet(
            2,
            List.of(
                PORT,
                new TrafficRule("p2", Protocol.UDP, 53, Metric.PACKETS, Per.ALL, 10, 1_000, 10)));
    tc.refuseApply = true;
    rollout.settle(more, true);

    assertThat(rollout.placement().decisions()).extracting(Decision::hook).containsExactly("", "");
    assertThat(rollout.placement().decisions().get(0).reason()).contains("refused: no room");
  }

  @Test
  void unchangedSlice_isNotAppliedAgain() {
    rollout.change(new RuleSet(1, List.of(FLOW)), true);
    journal.clear();
    rollout.change(new RuleSet(2, List.of(FLOW, PORT)), true);

    assertThat(journal).containsExactly("tc-1 apply [port]");
  }

  @Test
  void rulesNotCompleteYet_hookWithoutRulesIsLeftAsItWasFound() {
    rollout.settle(RuleSet.EMPTY, false);
    assertThat(journal).isEmpty();

    rollout.settle(RuleSet.EMPTY, true);
    assertThat(journal).containsExactlyInAnyOrder("http-1 apply []", "tc-1 apply []");

    journal.clear();
    rollout.settle(RuleSet.EMPTY, true);
    assertThat(journal).isEmpty();
  }

  @Test
  void hookThatCouldIsDetached_itsRulesSayWhy() throws HookException {
    rollout.change(new RuleSet(1, List.of(PORT)), true);
    roster.detach("tc", 0);
    rollout.settle(new RuleSet(1, List.of(PORT)), true);

    assertThat(rollout.placement().decisions().get(0).hook()).isEmpty();
    assertThat(rollout.placement().decisions().get(0).reason())
        .contains("tc: not attached: detached by the user")
        .contains("http: takes FlowRule only");
  }
}
