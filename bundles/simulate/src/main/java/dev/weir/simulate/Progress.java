package dev.weir.simulate;

import dev.weir.simulate.trace.TraceLine;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says of a long trace, every ten seconds, how far it has come. */
final class Progress {

  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** The clock is read once for so many lines, a power of two. */
  private static final int LINES = 4_096;

  private static final double NANOS_PER_S = 1e9;

  private final PrintStream out;
  private final LongSupplier nanos;
  private long due;
  private long lines;

  /**
   * Begins now.
   *
   * @param nanos a clock that never goes back
   */
  Progress(PrintStream out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
    this.due = nanos.getAsLong() + PAUSE_NANOS;
  }

  /** A line has been played. */
  void played(TraceLine line) {
    lines++;
    if ((lines & (LINES - 1)) != 0) {
      return;
    }
    long now = nanos.getAsLong();
    if (now >= due) {
      due = now + PAUSE_NANOS;
      out.printf(
          Locale.ROOT,
          "weir: %,d lines played, to %,.1f s of the trace%n",
          lines,
          line.atNanos() / NANOS_PER_S);
    }
  }
}
