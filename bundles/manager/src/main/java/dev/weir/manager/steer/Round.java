package dev.weir.manager.steer;

import dev.weir.engine.Pilot;

/**
 * The time since the last round.
 *
 * @param fromNanos when that was, in nanoseconds since the epoch
 * @param toNanos now; not before
 */
record Round(long fromNanos, long toNanos) {

  private static final long PIECE_NANOS = 100_000_000;
  private static final int MOST_PIECES = 20;

  /** Its length, in seconds. */
  double seconds() {
    return (toNanos - fromNanos) / 1e9;
  }

  /**
   * Tells a pilot of calls that came in this round, evenly: one that was late would have all of
   * them come at once.
   */
  void came(Pilot pilot, long count) {
    long length = toNanos - fromNanos;
    long pieces = Math.max(1, Math.min(MOST_PIECES, length / PIECE_NANOS));
    for (long piece = 0; piece < pieces; piece++) {
      long share = count * (piece + 1) / pieces - count * piece / pieces;
      pilot.came(fromNanos + length * (2 * piece + 1) / (2 * pieces), share);
    }
  }
}
