package dev.weir.bench.decision.loop;

/**
 * Times all cases and says so in lines: {@code weir-bench CASE begins}, {@code weir-bench CASE ends
 * NANOSECONDS CALLS}, and {@code weir-bench done} at the end. All are warmed up before the first is
 * timed, as in an engine that has rules of every kind; the nanoseconds are those of the fastest
 * round, the calls those of all rounds.
 */
public final class Rounds {

  /** How every line begins. */
  public static final String MARK = "weir-bench ";

  /** The last line. */
  public static final String DONE = MARK + "done";

  /** How many rounds a figure takes. */
  public static final int ENOUGH = 20;

  private static final int WARM_UP_BATCHES = 2_000;
  private static final int BATCHES = 500;

  private final Time time;
  private final Lines lines;
  private final int rounds;
  private final Decisions decisions;

  Rounds(Time time, Lines lines, int rounds) {
    this.time = time;
    this.lines = lines;
    this.rounds = rounds;
    this.decisions = new Decisions(time);
  }

  /** Times them. */
  void run() {
    for (Case which : Case.values()) {
      round(which, WARM_UP_BATCHES);
    }
    for (Case which : Case.values()) {
      lines.line(MARK + which + " begins");
      long fastest = Long.MAX_VALUE;
      for (int i = 0; i < rounds; i++) {
        fastest = Math.min(fastest, round(which, BATCHES));
      }
      double each = (double) fastest / BATCHES / Decisions.BATCH;
      lines.line(MARK + which + " ends " + each + " " + (long) rounds * BATCHES * Decisions.BATCH);
    }
    lines.line(DONE);
  }

  private long round(Case which, int batches) {
    long begin = time.nanos();
    for (int i = 0; i < batches; i++) {
      decisions.batch(which);
    }
    return time.nanos() - begin;
  }
}
