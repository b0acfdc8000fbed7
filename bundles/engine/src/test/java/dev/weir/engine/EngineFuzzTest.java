package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Resource;
import dev.weir.engine.call.Verdict;
import dev.weir.engine.cell.Event;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A million operations in orders that nobody intended: exit twice or never, enter twice, rules that
 * go while calls are inside, a clock that jumps an hour or goes back, batches of nothing and of
 * four thousand million. After each, the statistics are those of a model that only counts.
 */
final class EngineFuzzTest {

  private static final int ENGINES = 1_000;
  private static final int STEPS = 250;
  private static final int ENTRIES = 4;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void operationsInAnyOrder_statisticsAreTheModels(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ENGINES; i++) {
      Run run = new Run(random);
      for (int step = 0; step < STEPS; step++) {
        try {
          run.step();
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError("seed " + seed + " engine " + i + " step " + step, e);
        }
      }
      run.check();
    }
  }

  /** What only counts. */
  private static final class Model {
    long pass;
    long block;
    long complete;
    long error;
    long inside;
  }

  private static final class Run {

    private final Random random;
    private long nanos = 2_000_000_000_000_000_000L;
    private final Engine engine = new Engine(() -> nanos);
    private final Map<Resource, Model> models = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private RuleSet rules = RuleSet.EMPTY;

    Run(Random random) {
      this.random = random;
      for (int i = 0; i < ENTRIES; i++) {
        entries.add(new Entry());
      }
    }

    void step() {
      Entry entry = entries.get(random.nextInt(ENTRIES));
      switch (random.nextInt(16)) {
        case 0 -> load();
        case 1 -> moveClock();
        case 2 -> signal();
        case 3 -> wrongBatch(entry);
        case 4, 5, 6, 7 -> exit(entry);
        default -> enter(entry);
      }
    }

    private void load() {
      rules = new RuleSet(rules.revision() + 1, RandomRules.of(random));
      engine.load(rules);
      assertThat(engine.revision()).isEqualTo(rules.revision());
    }

    private void moveClock() {
      long step =
          switch (random.nextInt(6)) {
            case 0 -> 3_600_000_000_000L;
            case 1 -> -3_600_000_000_000L;
            case 2 -> -random.nextInt(2_000_000_000);
            default -> random.nextInt(700_000_000);
          };
      nanos = Math.max(0, nanos + step);
    }

    private void signal() {
      engine.signals().load(random.nextDouble() * 4);
      engine.signals().cpuUsage(random.nextDouble());
      engine.signals().memoryBytes(random.nextInt(4_000));
    }

    private void wrongBatch(Entry entry) {
      long wrong = random.nextBoolean() ? -1 - random.nextInt(9) : Entry.MAX_BATCH + 1;
      Assertions.assertThatIllegalArgumentException().isThrownBy(() -> entry.batch(wrong));
    }

    private void enter(Entry entry) {
      Resource resource = engine.resource(RandomRules.name(random));
      if (entry.inside()) {
        Assertions.assertThatIllegalStateException()
            .isThrownBy(() -> engine.enter(resource, entry));
        return;
      }
      entry.batch(batch()).inbound(random.nextBoolean());
      entry.arguments().clear().args().add(random.nextInt(3)).add("hot");
      Verdict verdict = engine.enter(resource, entry);
      Model model = models.computeIfAbsent(resource, r -> new Model());
      if (verdict == Verdict.BLOCK) {
        model.block += entry.batch();
        Rule by = entry.blockedBy();
        assertThat(rules.rules()).as("blocked by a rule in force").contains(by);
        assertThat(entry.inside()).isFalse();
      } else {
        model.pass += entry.batch();
        model.inside++;
        assertThat(entry.waitNanos() > 0).isEqualTo(verdict == Verdict.WAIT);
      }
      assertThat(resource.node().concurrency()).isEqualTo(model.inside);
    }

    private long batch() {
      return switch (random.nextInt(20)) {
        case 0 -> 0;
        case 1 -> Entry.MAX_BATCH;
        case 2 -> random.nextInt(50);
        default -> 1;
      };
    }

    private void exit(Entry entry) {
      Resource resource = entry.resource();
      boolean error = random.nextInt(3) == 0;
      engine.exit(entry, error);
      assertThat(entry.inside()).isFalse();
      if (resource != null) {
        Model model = models.computeIfAbsent(resource, r -> new Model());
        model.complete += entry.batch();
        model.error += error ? entry.batch() : 0;
        model.inside--;
        assertThat(resource.node().concurrency()).isEqualTo(model.inside);
      }
    }

    void check() {
      models.forEach(
          (resource, model) -> {
            assertThat(resource.node().total(Event.PASS)).isEqualTo(model.pass);
            assertThat(resource.node().total(Event.BLOCK)).isEqualTo(model.block);
            assertThat(resource.node().total(Event.COMPLETE)).isEqualTo(model.complete);
            assertThat(resource.node().total(Event.ERROR)).isEqualTo(model.error);
          });
    }
  }
}
