package dev.weir.simulate.trace;

/** The clock of traces, which stands where the last line put it. */
public final class TraceClock {

  /** Where it starts: milliseconds since the epoch. Windows are aligned to that. */
  public static final long ORIGIN_MS = 2_000_000_000_000L;

  private static final long ORIGIN_NANOS = ORIGIN_MS * 1_000_000;

  private TraceClock() {}

  /** Nanoseconds since the epoch of a time of a trace. */
  public static long epochNanos(long atNanos) {
    return ORIGIN_NANOS + atNanos;
  }
}
