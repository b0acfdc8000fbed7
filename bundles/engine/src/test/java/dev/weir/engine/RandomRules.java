package dev.weir.engine;

import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rules of flow, isolation and system in every combination, over three resources. */
final class RandomRules {

  private static final int[] INTERVALS = {1, 100, 500, 700, 1_000, 1_500, 10_000, 86_400_000};

  private RandomRules() {}

  static String name(Random random) {
    return "r" + random.nextInt(3);
  }

  /** None to five. */
  static List<Rule> of(Random random) {
    List<Rule> rules = new ArrayList<>();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      rules.add(rule("rule " + i, random));
    }
    return rules;
  }

  private static Rule rule(String id, Random random) {
    Policy policy = new Policy(LimitMode.LOCAL, random.nextInt(4) == 0, null);
    return switch (random.nextInt(5)) {
      case 0 -> new IsolationRule(id, name(random), false, 1 + random.nextInt(4), policy);
      case 1 ->
          new SystemRule(
              id,
              pick(SystemRule.MetricType.values(), random),
              random.nextDouble(),
              pick(SystemRule.Strategy.values(), random),
              policy);
      default -> flow(id, policy, random);
    };
  }

  private static FlowRule flow(String id, Policy policy, Random random) {
    ControlBehavior behavior =
        random.nextBoolean()
            ? new ControlBehavior.Reject()
            : new ControlBehavior.Throttling(random.nextInt(2_000));
    return new FlowRule(
        id,
        name(random),
        false,
        tokens(random),
        behavior,
        random.nextInt(4) == 0 ? 0 : random.nextInt(40) / 2.0,
        INTERVALS[random.nextInt(INTERVALS.length)],
        pick(Window.values(), random),
        random.nextInt(4) == 0 ? name(random) : null,
        policy);
  }

  private static TokenCalculation tokens(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new TokenCalculation.WarmUp(1 + random.nextInt(10), 2 + random.nextInt(4));
      case 1 -> new TokenCalculation.MemoryAdaptive(20, 2, 1_000, 3_000);
      default -> new TokenCalculation.Direct();
    };
  }

  private static <T> T pick(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }
}
