package dev.weir.wasm.limits.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LeanRulesTest {

  private static final TokenCalculation DIRECT = new TokenCalculation.Direct();
  private static final ControlBehavior REJECT = new ControlBehavior.Reject();
  private static final Policy SHADOW = new Policy(LimitMode.LOCAL, true, null);

  private static FlowRule flow(
      boolean regex, TokenCalculation tokens, ControlBehavior behavior, Window window) {
    return new FlowRule(
        "f", "GET:/a", regex, tokens, behavior, 5, 1000, window, null, Policy.DEFAULT);
  }

  private static boolean suffice(Rule... rules) {
    return LeanRules.suffice(new RuleSet(1, List.of(rules)));
  }

  static Stream<Rule> few() {
    return Stream.of(
        flow(false, DIRECT, REJECT, Window.COMPATIBLE),
        flow(false, DIRECT, REJECT, Window.SLIDING),
        flow(false, DIRECT, new ControlBehavior.Throttling(500), Window.COMPATIBLE),
        new IsolationRule("i", "GET:/a", false, 5, Policy.DEFAULT));
  }

  static Stream<Rule> more() {
    return Stream.of(
        flow(true, DIRECT, REJECT, Window.COMPATIBLE),
        flow(false, new TokenCalculation.WarmUp(10, 3), REJECT, Window.COMPATIBLE),
        flow(false, new TokenCalculation.MemoryAdaptive(10, 5, 1, 2), REJECT, Window.COMPATIBLE),
        FlowRule.direct("f", "GET:/a", 5, 1000, SHADOW),
        new IsolationRule("i", "GET:/a", true, 5, Policy.DEFAULT),
        new IsolationRule("i", "GET:/a", false, 5, SHADOW),
        new CircuitBreakerRule(
            "b",
            "GET:/a",
            new CircuitBreakerRule.Strategy.ErrorRatio(0.5),
            1,
            new CircuitBreakerRule.StatWindow(1000, 1),
            new CircuitBreakerRule.Recovery(1000, 1),
            Policy.DEFAULT),
        new HotspotRule(
            "h",
            "GET:/a",
            new HotspotRule.Param(0, "client"),
            new HotspotRule.Metric.Concurrency(),
            1,
            0,
            List.of(),
            Policy.DEFAULT),
        new SystemRule(
            "s",
            SystemRule.MetricType.INBOUND_QPS,
            5,
            SystemRule.Strategy.NO_ADAPTIVE,
            Policy.DEFAULT));
  }

  @ParameterizedTest
  @MethodSource("few")
  void ruleThatTheLeanBuildHas_suffices(Rule rule) {
    assertThat(suffice(rule)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("more")
  void ruleThatItHasNot_needsTheWhole(Rule rule) {
    assertThat(suffice(rule)).isFalse();
    assertThat(suffice(new IsolationRule("j", "GET:/b", false, 5, Policy.DEFAULT), rule)).isFalse();
  }

  @Test
  void noRules_suffice() {
    assertThat(suffice()).isTrue();
  }

  @Test
  void setThatIsSharded_needsTheWhole() {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < ShardedJson.LEAST_RULES; i++) {
      assertThat(LeanRules.suffice(new RuleSet(1, rules))).as("%d rules", i).isTrue();
      rules.add(FlowRule.direct("f" + i, "GET:/" + i, 5, 1000, Policy.DEFAULT));
    }
    assertThat(LeanRules.suffice(new RuleSet(1, rules))).isFalse();
  }
}
