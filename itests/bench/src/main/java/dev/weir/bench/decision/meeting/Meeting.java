package dev.weir.bench.decision.meeting;

import dev.weir.bench.Row;
import dev.weir.engine.call.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Throughput of two threads over that of one, for Weir's engine and for the least that two threads
 * can do on cells that they share: the second says what this machine lets the first be.
 */
public final class Meeting {

  /** Unit of the rows: throughput of two threads over that of one. */
  public static final String UNIT = "x";

  /** Who does what is not a decision. */
  public static final String FLOOR = "atomic adds";

  private static final int CALLS = 50;
  private static final int BATCHES = 40_000;
  private static final int ROUNDS = 7;
  private static final int WARM_UPS = 2;

  private static final double[] NONE = {};

  /** Of stretches in a round: fewer say nothing. */
  private static final int STRETCHES = 3;

  /** What the work gives, so that it cannot be left out. */
  private static final LongAdder SEEN = new LongAdder();

  private Meeting() {}

  /**
   * All kinds of work, which take turns; nanoseconds of a thread of one and of two, and the ratio.
   */
  public static List<Row> rows(String bench) {
    Map<Work, double[]> one = new EnumMap<>(Work.class);
    Map<Work, double[]> two = new EnumMap<>(Work.class);
    for (int round = -WARM_UPS; round < ROUNDS; round++) {
      for (Work work : Work.values()) {
        double alone = rate(work, 1);
        double both = rate(work, 2);
        if (round >= 0) {
          one.computeIfAbsent(work, w -> new double[ROUNDS])[round] = alone;
          two.computeIfAbsent(work, w -> new double[ROUNDS])[round] = both;
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    for (Work work : Work.values()) {
      double[] alone = one.getOrDefault(work, NONE);
      double[] both = two.getOrDefault(work, NONE);
      rows.addAll(rows(bench, work, median(alone), median(both)));
    }
    return rows;
  }

  /** Of one kind of work; none where threads had too few stretches of time. */
  private static List<Row> rows(String bench, Work work, double alone, double both) {
    if (Double.isNaN(alone) || Double.isNaN(both)) {
      return List.of();
    }
    String subject = work == Work.PASS || work == Work.BLOCK ? Row.WEIR : FLOOR;
    return List.of(
        Row.of(bench, work.words(), subject, "ns", 1 / alone),
        Row.of(bench, work.words() + ", 2 threads meet", subject, "ns", 2 / both),
        Row.of(bench, work.words() + ", throughput", subject, UNIT, both / alone));
  }

  private static double rate(Work work, int threads) {
    List<Timeline> timelines = new ArrayList<>();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Timeline timeline = new Timeline(CALLS, new long[BATCHES + 1]);
      int number = i;
      timelines.add(timeline);
      running.add(new Thread(() -> repeat(work, number, timeline.nanos()), "meeting " + i));
    }
    running.forEach(Thread::start);
    try {
      for (Thread thread : running) {
        thread.join();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Double.NaN;
    }
    return Timeline.rate(timelines, STRETCHES);
  }

  private static void repeat(Work work, int thread, long[] nanos) {
    Entry entry = new Entry();
    long sum = 0;
    nanos[0] = System.nanoTime();
    for (int i = 1; i < nanos.length; i++) {
      sum += work.repeat(CALLS, thread, entry);
      nanos[i] = System.nanoTime();
    }
    SEEN.add(sum);
  }

  /** Of those that are numbers; not a number when none is. */
  private static double median(double[] values) {
    double[] numbers =
        Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
    return numbers.length == 0 ? Double.NaN : numbers[numbers.length / 2];
  }
}
