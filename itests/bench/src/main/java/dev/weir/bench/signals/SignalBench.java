package dev.weir.bench.signals;

import dev.weir.bench.Row;
import dev.weir.bench.Settings;
import dev.weir.bench.Suite;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalSource;
import dev.weir.manager.signals.SignalBoard;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

/** A round of signals: counters read, and what they have grown by taken into the windows. */
public final class SignalBench implements Suite {

  private static final String NAME = "signals";
  private static final int COUNTERS = 100_000;
  private static final int WARM_UP = 300;
  private static final int ROUNDS = 300;
  private static final long ROUND_MS = 100;
  private static final long T0 = 2_000_000_000_000L;
  private static final double GOAL_MS = 1;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return "CPU time of a round over 100,000 counters that all grow, into windows of a second and"
        + " a minute; of "
        + ROUNDS
        + " rounds";
  }

  @Override
  public List<Row> run(Settings settings) {
    double[] rows = measure(MappedPorts.Telling.ROWS);
    double[] numbered = measure(MappedPorts.Telling.NUMBERS);
    double[] named = measure(MappedPorts.Telling.NAMES);
    return List.of(
        Row.of(NAME, "row by row, median", Row.WEIR, "ms", median(rows))
            .withGoal("at most 1 ms", median(rows) <= GOAL_MS),
        Row.of(NAME, "row by row, 99 of 100", Row.WEIR, "ms", rows[ROUNDS * 99 / 100]),
        Row.of(NAME, "by number, median", Row.WEIR, "ms", median(numbered)),
        Row.of(NAME, "by name, median", Row.WEIR, "ms", median(named)));
  }

  private static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }

  /** Milliseconds of each round, shortest first. */
  private static double[] measure(MappedPorts.Telling telling) {
    MappedPorts ports = new MappedPorts(COUNTERS, telling);
    List<SignalSource> sources = List.of(ports);
    SignalBoard board = new SignalBoard();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] millis = new double[ROUNDS];
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      ports.grow(round);
      long before = threads.getCurrentThreadCpuTime();
      board.poll(sources, T0 + round * ROUND_MS);
      long nanos = threads.getCurrentThreadCpuTime() - before;
      if (round >= WARM_UP) {
        millis[round - WARM_UP] = nanos / 1e6;
      }
    }
    check(board);
    Arrays.sort(millis);
    return millis;
  }

  /** All rounds but the first, which is the base line, are counted. */
  private static void check(SignalBoard board) {
    long counted = board.counted("tcp:1", SignalEvent.PASS);
    if (counted != WARM_UP + ROUNDS - 1) {
      throw new IllegalStateException("of tcp:1 " + counted + " were counted");
    }
  }
}
