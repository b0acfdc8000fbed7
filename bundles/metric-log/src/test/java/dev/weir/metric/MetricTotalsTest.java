package dev.weir.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.Engine;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Verdict;
import dev.weir.engine.cell.Event;
import dev.weir.engine.cell.StatNode;
import dev.weir.rule.FlowRule;
import dev.weir.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two threads decide while seconds pass: the lines of the log add up to what was decided. */
class MetricTotalsTest {

  private static final int SECONDS = 40;
  private static final int CALLS = 2_000;

  @TempDir Path folder = Path.of("");

  private final AtomicLong nowMs = new AtomicLong(Lines.T0);
  private final Engine engine = new Engine(() -> nowMs.get() * 1_000_000);

  private void calls(long seed) {
    Random random = new Random(seed);
    Entry entry = new Entry();
    for (int i = 0; i < CALLS; i++) {
      if (engine.enter(engine.resource("a"), entry) != Verdict.BLOCK) {
        engine.exit(entry, random.nextInt(5) == 0);
      }
    }
  }

  @Test
  void linesOfAllSeconds_addUpToWhatTwoThreadsDid() throws Exception {
    engine.load(new RuleSet(1, List.of(FlowRule.perSecond("a", "a", CALLS))));
    MetricSettings settings = Lines.settings(folder, 1 << 20, 8);
    try (MetricWriter writer = new MetricWriter(settings, Lines.T0)) {
      MetricRecorder recorder = new MetricRecorder(new EngineMetrics(engine), writer, Lines.T0);
      for (int second = 0; second < SECONDS; second++) {
        int seed = 2 * second;
        Thread other = new Thread(() -> calls(seed + 1));
        other.start();
        calls(seed);
        nowMs.addAndGet(499);
        calls(seed);
        other.join();
        recorder.tick(nowMs.addAndGet(501));
      }
    }
    StatNode node = engine.resource("a").node();
    assertThat(sum(Figures::pass) + sum(Figures::block)).isEqualTo(3L * SECONDS * CALLS);
    assertThat(sum(Figures::pass)).isEqualTo(node.total(Event.PASS));
    assertThat(sum(Figures::block)).isEqualTo(node.total(Event.BLOCK)).isPositive();
    assertThat(sum(Figures::complete)).isEqualTo(node.total(Event.COMPLETE));
    assertThat(sum(Figures::error)).isEqualTo(node.total(Event.ERROR)).isPositive();
  }

  private long sum(ToLongFunction<Figures> figure) throws IOException {
    return new MetricSearch(folder, Lines.NAME)
        .find(MetricQuery.between(0, Long.MAX_VALUE)).items().stream()
            .mapToLong(item -> figure.applyAsLong(item.figures()))
            .sum();
  }
}
