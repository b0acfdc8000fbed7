package dev.weir.engine.breaker;

import static org.assertj.core.api.Assertions.fail;

import dev.weir.engine.Engine;
import dev.weir.engine.call.BreakerState;
import dev.weir.engine.call.Check;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Verdict;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.Policy;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rules, calls and reloads: the compiled breakers and the model decide alike. */
final class BreakerFuzzTest {

  private static final long T0 = 2_000_000_000_000L;
  private static final int[][] WINDOWS = {{1000, 1}, {1000, 10}, {500, 3}, {60_000, 6}, {100, 0}};

  private final List<BreakerModel> model = new ArrayList<>();
  private final List<Entry> inside = new ArrayList<>();
  private long now = T0;
  private final Engine engine = new Engine(() -> now * 1_000_000);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomCalls_areDecidedAsTheModelDecides(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < 25_000; step++) {
      if (random.nextInt(300) == 0 || model.isEmpty()) {
        load(random);
      }
      now += random.nextInt(4) == 0 ? random.nextInt(random.nextInt(9) == 0 ? 900 : 60) : 0;
      if (inside.isEmpty() || random.nextInt(9) > 4) {
        Entry entry = new Entry();
        boolean blocked = engine.enter(engine.resource("svc"), entry) == Verdict.BLOCK;
        if (!Objects.equals(blocked ? entry.blockedBy() : null, modelCheck(now))) {
          fail("seed %d step %d: blocked by %s", seed, step, entry.blockedBy());
        }
        inside.addAll(blocked ? List.of() : List.of(entry));
      } else {
        complete(random);
      }
      compareStates(seed, step);
    }
  }

  private void complete(Random random) {
    Entry entry = inside.remove(random.nextInt(inside.size()));
    boolean error = random.nextInt(3) == 0;
    long rt = now - entry.startNanos() / 1_000_000;
    engine.exit(entry, error);
    for (BreakerModel breaker : model) {
      breaker.complete(now, rt, error);
    }
  }

  private void compareStates(long seed, int step) {
    List<Check> checks = engine.plan(engine.resource("svc")).checks();
    for (int i = 0; i < model.size(); i++) {
      BreakerState state = ((BreakerCheck) checks.get(i)).breaker().state();
      if (state != model.get(i).state) {
        fail("seed %d step %d: %s is %s", seed, step, model.get(i).rule, state);
      }
    }
  }

  private @Nullable CircuitBreakerRule modelCheck(long now) {
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
      CircuitBreakerRule rule = keep ? model.get(random.nextInt(model.size())).rule : rule(random);
      rules.add(rules.contains(rule) ? rule(random) : rule);
    }
    engine.load(new RuleSet(engine.revision() + 1, List.copyOf(rules)));
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
