package dev.weir.connection.guard;

/** Sizes and offsets of {@code connection_guard.h}, in bytes, and its constants. */
final class Layouts {

  /** Places: the ports of one way, then those of the other. */
  static final int OUT = 1 << 16;

  static final int PLACES = 2 << 16;

  /** struct limit. */
  static final int LIMIT = 16;

  static final int LIMIT_MOST = 0;
  static final int LIMIT_PER_PEER = 4;
  static final int LIMIT_LIMITED = 8;
  static final int LIMIT_PEERS_LIMITED = 9;
  static final int LIMIT_SHADOW = 10;
  static final int LIMIT_SHUT = 11;

  /** struct place_state. */
  static final int STATE = 32;

  static final int STATE_WORD = 0;
  static final int STATE_OPENED = 8;
  static final int STATE_CLOSED = 16;
  static final int STATE_REFUSED = 24;

  /** Of a word, the connections that are open. */
  static final int OPEN_SHIFT = 32;

  /** struct shared. */
  static final int SHARED = 16;

  static final int SHARED_PEER_OVERFLOW = 0;
  static final int SHARED_LATE = 8;

  private Layouts() {}
}
