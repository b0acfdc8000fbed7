package dev.weir.engine.flow;

/** How many tokens a flow rule has to give at a moment; Sentinel's TrafficShapingCalculator. */
interface Tokens {

  /** Passes that may be in the window; may be infinite or not a number, as Sentinel's may. */
  double allowed(long nowMs);
}
