package dev.weir.rule;

/** What becomes of a call for which there is no token now; Sentinel's control behavior. */
public sealed interface ControlBehavior {

  /** It is blocked. */
  record Reject() implements ControlBehavior {}

  /**
   * It waits for its turn: calls pass at even distances.
   *
   * @param maxQueueingTimeMs longest wait, in milliseconds; a call that had to wait longer is
   *     blocked. 0 to {@value #MAX_QUEUEING_MS}
   */
  record Throttling(long maxQueueingTimeMs) implements ControlBehavior {

    /** Sentinel's: the largest number of 32 bits without sign. */
    public static final long MAX_QUEUEING_MS = 4_294_967_295L;

    public Throttling {
      Checks.range("maxQueueingTimeMs", maxQueueingTimeMs, 0, MAX_QUEUEING_MS);
    }
  }
}
