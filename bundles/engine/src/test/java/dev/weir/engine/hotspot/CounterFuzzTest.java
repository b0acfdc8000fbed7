package dev.weir.engine.hotspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.weir.engine.call.ParamHash;
import dev.weir.rule.HotspotRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rules and calls: the compiled counters and the model decide alike, and evict alike. */
final class CounterFuzzTest {

  private static final long T0 = 2_000_000_000_000L;

  private final ParamHash hash = new ParamHash(7, 11);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void randomCalls_areDecidedAsTheModelDecides(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      HotspotRule rule = Rules.random(random);
      ParamTable table = new ParamTable(rule.paramsMaxCapacity());
      Counter counter = Counters.of(rule, table, hash);
      CounterModel model = new CounterModel(rule, hash);
      int spread = 1 + random.nextInt(3 * rule.paramsMaxCapacity());
      List<Long> running = new ArrayList<>();
      long now = T0;
      for (int step = 0; step < 1_000; step++) {
        At at = new At(seed, round, step, rule);
        now += random.nextInt(3) == 0 ? random.nextInt(900) : 0;
        long key = hash.ofLong(random.nextInt(spread));
        long batch = random.nextInt(5) == 0 ? random.nextInt(8) : 1;
        long verdict = counter.check(key, now, batch);
        at.equal(verdict, model.check(key, now, batch));
        if (counter instanceof Running calls && verdict == Counter.PASS) {
          at.equal(calls.enter(key) ? 1 : 0, 1);
          model.run(key, 1);
          running.add(key);
        }
        if (counter instanceof Running calls && !running.isEmpty() && random.nextBoolean()) {
          long ended = running.remove(random.nextInt(running.size()));
          calls.leave(ended);
          model.run(ended, -1);
        }
        at.equal(table.size(), model.values.size());
      }
      for (long known : model.values.keySet()) {
        assertThat(table.find(known)).as("seed %d round %d", seed, round).isNotNegative();
      }
    }
  }

  /** Where a run is; written out only when it fails. */
  private record At(long seed, int round, int step, HotspotRule rule) {

    void equal(long seen, long expected) {
      if (seen != expected) {
        fail("%s: %d, expected %d", this, seen, expected);
      }
    }
  }
}
