package dev.weir.bench.decision;

import dev.weir.bench.Row;
import dev.weir.engine.Engine;
import dev.weir.engine.SystemClock;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Resource;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Whether traffic pauses while rules are loaded: one thread decides in a loop, on a resource that
 * every set has a rule for, while another loads 10,000 rules again and again. The same with a
 * thread that allocates and keeps busy as much tells what is the collector's and the machine's; the
 * same with nothing, what is the machine's alone. The three take turns.
 *
 * <p>The longest gap is the median of the rounds' longest: most rounds see no collection of
 * garbage. The worst is that of all rounds, and has the collector's pauses in it.
 */
final class LoadPause {

  static final String USUAL = "decisions during loads, p99.99";
  static final String LONGEST = "decisions during loads, longest gap";
  static final String WORST = "decisions during loads, worst gap";
  static final String UNIT = "us";

  private static final int ROUNDS = 9;
  private static final long ROUND_NANOS = 300_000_000;
  private static final double NANOS_PER_US = 1e3;

  /** Of a longer gap, that is left out for which the thread had no core. */
  private static final long LOOKED_INTO_NANOS = 20_000;

  private final Engine engine = new Engine(new SystemClock());
  private final List<RuleSet> sets = List.of(Loading.rules(1, 1e9), Loading.rules(2, 2e9));
  private final Resource resource;
  private final Beside.Cost cost;

  private LoadPause() {
    this.cost = Beside.cost(engine, sets);
    this.resource = engine.resource(Loading.resource(Loading.RULES / 2));
  }

  /** Percentile over all rounds, the median of the rounds' longest gaps, and the longest of all. */
  static List<Row> rows() {
    return new LoadPause().measure();
  }

  private List<Row> measure() {
    Map<Beside, Gaps> all = new EnumMap<>(Beside.class);
    Map<Beside, long[]> longest = new EnumMap<>(Beside.class);
    decide(ROUND_NANOS);
    for (int round = 0; round < ROUNDS; round++) {
      for (Beside beside : Beside.values()) {
        Gaps gaps = round(beside);
        all.computeIfAbsent(beside, b -> new Gaps()).add(gaps);
        longest.computeIfAbsent(beside, b -> new long[ROUNDS])[round] = gaps.longest();
      }
    }
    List<Row> rows = new ArrayList<>();
    all.forEach((beside, gaps) -> rows.add(row(USUAL, beside, gaps.percentile(0.9999))));
    longest.forEach((beside, gaps) -> rows.add(row(LONGEST, beside, median(gaps))));
    all.forEach((beside, gaps) -> rows.add(row(WORST, beside, gaps.longest())));
    return rows;
  }

  private static Row row(String scenario, Beside beside, long nanos) {
    return Row.of(DecisionBench.NAME, scenario, beside.subject(), UNIT, nanos / NANOS_PER_US);
  }

  private static long median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private Gaps round(Beside beside) {
    Thread other = new Thread(() -> repeat(beside), "beside");
    other.start();
    Gaps gaps = decide(ROUND_NANOS);
    other.interrupt();
    try {
      other.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    return gaps;
  }

  private void repeat(Beside beside) {
    for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
      beside.once(engine, sets.get(i % sets.size()), cost);
    }
  }

  private Gaps decide(long forNanos) {
    Gaps gaps = new Gaps();
    Entry entry = new Entry();
    try (RunDelay delay = new RunDelay()) {
      long start = System.nanoTime();
      long last = start;
      while (last - start < forNanos) {
        engine.enter(resource, entry);
        engine.exit(entry, false);
        long now = System.nanoTime();
        long gap = now - last;
        if (gap > LOOKED_INTO_NANOS) {
          gap = Math.max(gap - delay.take(), 0);
          now = System.nanoTime();
        }
        gaps.record(gap);
        last = now;
      }
    }
    return gaps;
  }
}
