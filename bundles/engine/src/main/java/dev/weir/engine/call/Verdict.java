package dev.weir.engine.call;

/** What becomes of a call. */
public enum Verdict {
  /** It goes on. */
  PASS,
  /** It goes on after it has waited {@link Entry#waitNanos()}. */
  WAIT,
  /** It is refused, by {@link Entry#blockedBy()}. */
  BLOCK
}
