package dev.weir.engine.cell;

/**
 * A count that knows its time, in one long: a turn of the ring above, the count below. So a bucket
 * need not be reset when its turn comes again: whoever adds first replaces what is stale, by the
 * same compare-and-swap that adds, and a count can neither be lost nor land in two buckets.
 *
 * <p>{@value #COUNT_BITS} bits hold a count of at most 1.1e12, where it stays; 24 bits hold a turn
 * modulo 2^24: a cell that nobody touched for exactly 2^24 turns of its ring (5.3 years for the
 * statistics of a resource, 4.6 hours for a window of one millisecond) would be taken for a fresh
 * one, for the length of one bucket.
 */
public final class Stamped {

  static final int COUNT_BITS = 40;

  /** Largest count. */
  public static final long MAX = (1L << COUNT_BITS) - 1;

  private static final int TURN_BITS = Long.SIZE - COUNT_BITS;

  private Stamped() {}

  /** The count of a turn; at most {@link #MAX} is kept. */
  static long of(long turn, long count) {
    return (turn << COUNT_BITS) | Math.min(count, MAX);
  }

  /** The count, whatever its turn. */
  static long count(long cell) {
    return cell & MAX;
  }

  /** By how many turns the cell is ahead of one; negative when it is behind. */
  static long ahead(long cell, long turn) {
    return (((cell >>> COUNT_BITS) - turn) << COUNT_BITS) >> COUNT_BITS;
  }

  /** Whether the cell is of that turn. */
  static boolean isOf(long cell, long turn) {
    return (((cell >>> COUNT_BITS) - turn) << COUNT_BITS) == 0;
  }

  /**
   * Whether a cell still counts at a moment of that turn: it is of the turn, or of the next one,
   * which somebody else's clock has reached. Older ones are stale; newer ones are left from a clock
   * that was set back, and are forgotten.
   */
  static boolean isLive(long cell, long turn) {
    long ahead = ahead(cell, turn);
    return ahead == 0 || ahead == 1;
  }

  /** The cell after adding to it at a moment of that turn. */
  static long plus(long cell, long turn, long count) {
    if (isLive(cell, turn)) {
      return (cell & ~MAX) | Math.min((cell & MAX) + count, MAX);
    }
    return of(turn, count);
  }

  /** How many bits a turn has. */
  static int turnBits() {
    return TURN_BITS;
  }
}
