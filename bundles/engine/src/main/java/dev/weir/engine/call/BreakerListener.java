package dev.weir.engine.call;

import dev.weir.rule.CircuitBreakerRule;

/** Hears of every change of a circuit breaker's state, on the thread whose call made it. */
@FunctionalInterface
public interface BreakerListener {

  /** Hears nothing. */
  BreakerListener NONE = (rule, resource, from, to) -> {};

  /** The three states; Sentinel's. */
  enum State {
    CLOSED,
    HALF_OPEN,
    OPEN
  }

  /**
   * A breaker has changed.
   *
   * @param resource whose calls it guards
   */
  void changed(CircuitBreakerRule rule, String resource, State from, State to);
}
