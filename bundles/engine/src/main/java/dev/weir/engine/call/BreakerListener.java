package dev.weir.engine.call;

/** Hears of changes of state, on the thread of the call that made them, before it goes on. */
@FunctionalInterface
public interface BreakerListener {

  /** Hears nothing. */
  BreakerListener NONE = event -> {};

  /** A breaker changed its state. Must be quick and must not throw. */
  void stateChanged(BreakerEvent event);
}
