package dev.weir.story.traffic;

import java.util.concurrent.locks.LockSupport;

/**
 * A steady rate, kept by the count that is due at a moment rather than by the gap between two: what
 * a late thread owes it makes up.
 */
final class Pace {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final double perSecond;
  private final long startNanos;

  /**
   * @param perSecond units per second; 0 for as many as there can be
   * @param startNanos of {@link System#nanoTime}
   */
  Pace(double perSecond, long startNanos) {
    this.perSecond = perSecond;
    this.startNanos = startNanos;
  }

  /** Units that are due at a moment, counted from the start. */
  long due(long nowNanos) {
    return perSecond == 0
        ? Long.MAX_VALUE
        : (long) ((nowNanos - startNanos) * perSecond / NANOS_PER_SECOND);
  }

  /** Nanoseconds from a moment until a unit is due; 0 when it is already. */
  long untilDue(long unit, long nowNanos) {
    if (perSecond == 0) {
      return 0;
    }
    long at = startNanos + (long) Math.ceil(unit * NANOS_PER_SECOND / perSecond);
    return Math.max(0, at - nowNanos);
  }

  /** Waits until a unit is due. */
  void await(long unit) {
    long left = untilDue(unit, System.nanoTime());
    if (left > 0) {
      LockSupport.parkNanos(left);
    }
  }
}
