package dev.weir.engine.hotspot;

/** Counts the calls of each value in one way, and says which have room. No lock, no allocation. */
interface Counter {

  /** The call may pass. */
  long PASS = 0;

  /** The call may not pass. */
  long BLOCK = -1;

  /**
   * Decides a call.
   *
   * @param key hash of the value
   * @param batch how many calls at once
   * @return {@link #PASS}, {@link #BLOCK}, or how many milliseconds the call has to wait
   */
  long check(long key, long nowMs, long batch);
}
