package dev.weir.engine.flow;

/**
 * The rule's threshold, always.
 *
 * @param threshold passes in the window
 */
record DirectTokens(double threshold) implements Tokens {

  @Override
  public double allowed(long nowMs) {
    return threshold;
  }
}
