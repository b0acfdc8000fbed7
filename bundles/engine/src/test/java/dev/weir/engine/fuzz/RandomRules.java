package dev.weir.engine.fuzz;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.ParamValue;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rules of every kind in every combination, over three resources. */
public final class RandomRules {

  private static final int[] INTERVALS = {1, 100, 500, 700, 1_000, 1_500, 10_000, 86_400_000};
  private static final String[] PATTERNS = {"r0", "r.", "^r[12]$", "x"};

  private final Random random;
  private final boolean oneResource;

  private RandomRules(Random random, boolean oneResource) {
    this.random = random;
    this.oneResource = oneResource;
  }

  /** One of three. */
  public static String name(Random random) {
    return "r" + random.nextInt(3);
  }

  /** None to five of every kind. */
  public static List<Rule> of(Random random) {
    RandomRules rules = new RandomRules(random, false);
    List<Rule> made = new ArrayList<>();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      made.add(rules.any("rule " + i));
    }
    return made;
  }

  /** One to three of those that workers can share, for one resource. */
  public static List<Rule> hosted(Random random, String resource) {
    RandomRules rules = new RandomRules(random, true);
    List<Rule> made = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      String id = "rule " + i;
      made.add(
          switch (random.nextInt(4)) {
            case 0 -> rules.isolation(id, resource);
            case 1 -> rules.breaker(id, resource);
            default -> rules.flow(id, resource);
          });
    }
    return made;
  }

  private Rule any(String id) {
    String name = name(random);
    return switch (random.nextInt(11)) {
      case 0 -> isolation(id, name);
      case 1 ->
          new SystemRule(
              id,
              pick(SystemRule.MetricType.values()),
              random.nextDouble(),
              pick(SystemRule.Strategy.values()),
              policy());
      case 2, 3 -> hotspot(id, name);
      case 4, 5 -> breaker(id, name);
      case 6, 7 ->
          new OutlierRule(
              breaker(id, name),
              random.nextDouble(),
              new OutlierRule.ActiveRecovery(
                  random.nextInt(4) > 0, random.nextInt(300), random.nextInt(5)),
              random.nextInt(20));
      default -> flow(id, name);
    };
  }

  private Policy policy() {
    return new Policy(LimitMode.LOCAL, random.nextInt(4) == 0, null);
  }

  private IsolationRule isolation(String id, String name) {
    boolean regex = !oneResource && random.nextInt(4) == 0;
    String resource = regex ? pick(PATTERNS) : name;
    return new IsolationRule(id, resource, regex, 1 + random.nextInt(4), policy());
  }

  private FlowRule flow(String id, String name) {
    boolean regex = !oneResource && random.nextInt(4) == 0;
    return new FlowRule(
        id,
        regex ? pick(PATTERNS) : name,
        regex,
        tokens(),
        behavior(),
        random.nextInt(4) == 0 ? 0 : random.nextInt(40) / 2.0,
        INTERVALS[random.nextInt(INTERVALS.length)],
        pick(Window.values()),
        !oneResource && random.nextInt(4) == 0 ? name(random) : null,
        policy());
  }

  private ControlBehavior behavior() {
    return random.nextBoolean()
        ? new ControlBehavior.Reject()
        : new ControlBehavior.Throttling(random.nextInt(2_000));
  }

  private TokenCalculation tokens() {
    return switch (random.nextInt(4)) {
      case 0 -> new TokenCalculation.WarmUp(1 + random.nextInt(10), 2 + random.nextInt(4));
      case 1 -> new TokenCalculation.MemoryAdaptive(20, 2, 1_000, 3_000);
      default -> new TokenCalculation.Direct();
    };
  }

  private HotspotRule hotspot(String id, String name) {
    HotspotRule.Metric metric =
        random.nextInt(3) == 0
            ? new HotspotRule.Metric.Concurrency()
            : new HotspotRule.Metric.Qps(1 + random.nextInt(3), random.nextInt(4), behavior());
    boolean keyed = random.nextBoolean();
    List<HotspotRule.SpecificItem> items =
        random.nextBoolean()
            ? List.of()
            : List.of(
                new HotspotRule.SpecificItem(new ParamValue.OfLong(1), random.nextInt(5)),
                new HotspotRule.SpecificItem(new ParamValue.OfString("hot"), random.nextInt(5)),
                new HotspotRule.SpecificItem(new ParamValue.OfBoolean(true), 0),
                new HotspotRule.SpecificItem(new ParamValue.OfDouble(1.0), Long.MAX_VALUE));
    return new HotspotRule(
        id,
        name,
        new HotspotRule.Param(keyed ? -random.nextInt(3) : random.nextInt(4) - 2, keyed ? "k" : ""),
        metric,
        random.nextInt(5) == 0 ? Long.MAX_VALUE : random.nextInt(6),
        random.nextInt(4),
        items,
        policy());
  }

  private CircuitBreakerRule breaker(String id, String name) {
    Strategy strategy =
        switch (random.nextInt(3)) {
          case 0 -> new Strategy.SlowRequestRatio(random.nextDouble(), random.nextInt(500));
          case 1 -> new Strategy.ErrorRatio(random.nextDouble());
          default -> new Strategy.ErrorCount(random.nextInt(5));
        };
    return new CircuitBreakerRule(
        id,
        name,
        strategy,
        random.nextInt(4),
        new StatWindow(INTERVALS[random.nextInt(INTERVALS.length)], random.nextInt(12)),
        new Recovery(1 + random.nextInt(3_000), random.nextInt(3)),
        policy());
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
