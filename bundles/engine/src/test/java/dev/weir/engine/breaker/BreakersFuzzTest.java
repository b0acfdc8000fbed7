package dev.weir.engine.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rules, calls and reloads: the compiled breakers and the model decide alike. */
final class BreakersFuzzTest {

  private static final long T0 = 2_000_000_000_000L;
  private static final int[][] WINDOWS = {{1000, 1}, {1000, 10}, {500, 3}, {60_000, 6}, {100, 0}};

  private final List<BreakerModel> model = new ArrayList<>();
  private Breakers breakers = Breakers.NONE;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomCalls_areDecidedAsTheModelDecides(long seed) {
    Random random = new Random(seed);
    long now = T0;
    for (int step = 0; step < 25_000; step++) {
      if (random.nextInt(300) == 0 || model.isEmpty()) {
        load(random);
      }
      now += random.nextInt(4) == 0 ? random.nextInt(400) : 0;
      if (random.nextBoolean()) {
        CircuitBreakerRule blockedBy = breakers.check(now);
        assertThat(blockedBy).as("seed %d step %d", seed, step).isEqualTo(modelCheck(now));
      } else {
        long rt = random.nextInt(60);
        boolean error = random.nextInt(3) == 0;
        breakers.complete(now, rt, error);
        for (BreakerModel breaker : model) {
          breaker.complete(now, rt, error);
        }
      }
      for (int i = 0; i < model.size(); i++) {
        if (breakers.get(i).state() != model.get(i).state) {
          fail("seed %d step %d: %s", seed, step, model.get(i).rule);
        }
      }
    }
  }

  private CircuitBreakerRule modelCheck(long now) {
    List<BreakerModel> probing = new ArrayList<>();
    for (BreakerModel breaker : model) {
      BreakerState before = breaker.state;
      if (!breaker.passes(now)) {
        probing.forEach(p -> p.state = BreakerState.OPEN);
        return breaker.rule;
      }
      if (before == BreakerState.OPEN) {
        probing.add(breaker);
      }
    }
    return null;
  }

  private void load(Random random) {
    List<CircuitBreakerRule> rules = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      boolean keep = !model.isEmpty() && random.nextBoolean();
      rules.add(keep ? model.get(random.nextInt(model.size())).rule : rule(random));
    }
    breakers = Breakers.of(rules, breakers, BreakerOptions.DEFAULT);
    List<BreakerModel> old = new ArrayList<>(model);
    model.clear();
    for (CircuitBreakerRule rule : rules) {
      model.add(replaced(rule, old));
    }
  }

  private static BreakerModel replaced(CircuitBreakerRule rule, List<BreakerModel> old) {
    for (BreakerModel breaker : old) {
      if (breaker.rule.equals(rule)) {
        old.remove(breaker);
        return breaker;
      }
    }
    for (BreakerModel breaker : old) {
      if (breaker.rule.strategy().getClass() == rule.strategy().getClass()
          && breaker.rule.window().equals(rule.window())) {
        old.remove(breaker);
        return new BreakerModel(rule, breaker.buckets);
      }
    }
    return new BreakerModel(rule, new TreeMap<>());
  }

  private static CircuitBreakerRule rule(Random random) {
    Strategy strategy =
        switch (random.nextInt(3)) {
          case 0 -> new Strategy.SlowRequestRatio(random.nextInt(5) / 4.0, random.nextInt(50));
          case 1 -> new Strategy.ErrorRatio(random.nextInt(7) / 6.0);
          default -> new Strategy.ErrorCount(random.nextInt(60) / 4.0);
        };
    int[] window = WINDOWS[random.nextInt(WINDOWS.length)];
    return new CircuitBreakerRule(
        "r" + random.nextInt(),
        "svc",
        strategy,
        random.nextInt(20),
        new StatWindow(window[0], window[1]),
        new Recovery(1 + random.nextInt(2_000), random.nextInt(3)),
        Policy.DEFAULT);
  }
}
