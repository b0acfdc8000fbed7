package dev.weir.tcp.rtt;

/** Sizes and offsets of {@code tcp_rtt.h}, in bytes, and its constants. */
final class Layouts {

  /** Places: the ports of one way, then those of the other. */
  static final int OUT = 1 << 16;

  static final int PLACES = 2 << 16;

  /** struct place_sums. */
  static final int SUMS = 32;

  static final int SUMS_RTT = 0;
  static final int SUMS_SAMPLES = 8;
  static final int SUMS_SEGMENTS = 16;
  static final int SUMS_RETRANSMITS = 24;

  /** struct shared. */
  static final int SHARED = 24;

  static final int SHARED_FOLLOWED = 0;
  static final int SHARED_ENDED = 8;
  static final int SHARED_UNFOLLOWED = 16;

  private Layouts() {}
}
