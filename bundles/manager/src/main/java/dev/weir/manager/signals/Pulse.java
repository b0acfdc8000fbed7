package dev.weir.manager.signals;

/**
 * Whether a program is silent: it has met no packet for a while in which its interface received
 * some. An interface at rest says nothing. For one thread.
 */
final class Pulse {

  /** How long the program may meet nothing of what is received, in milliseconds. */
  static final long PATIENCE_MS = 500;

  /** Packets received that are no accident of reading two counters one after the other. */
  static final long ENOUGH = 10;

  private long beats = -1;
  private long received;
  private long missing;

  /**
   * Takes both counters.
   *
   * @param beatsNow packets that the program has met
   * @param receivedNow packets that the interface has received
   * @return whether it is silent
   */
  boolean silent(long beatsNow, long receivedNow, long nowMs) {
    if (beatsNow != beats || receivedNow < received) {
      beats = beatsNow;
      received = receivedNow;
    }
    if (receivedNow - received < ENOUGH) {
      missing = nowMs;
    }
    return nowMs - missing >= PATIENCE_MS;
  }

  /** Packets that the interface has received since the program met one. */
  long unmet(long receivedNow) {
    return receivedNow - received;
  }
}
