package dev.weir.engine.call;

/** Where a circuit breaker stands. */
public enum BreakerState {
  /** Calls pass and are counted. */
  CLOSED,
  /** Probes decide whether it closes or opens. */
  HALF_OPEN,
  /** Calls are blocked until the retry timeout is over. */
  OPEN
}
