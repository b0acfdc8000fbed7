package dev.weir.engine.flow;

import dev.weir.engine.call.Signals;
import dev.weir.rule.FlowRule;

/** This host's part of a threshold that several hosts share. */
final class SharedTokens implements Tokens {

  private final Signals signals;
  private final double threshold;
  private final int key;

  SharedTokens(FlowRule rule, Signals signals) {
    this.signals = signals;
    this.threshold = rule.threshold();
    this.key = rule.id().hashCode();
    signals.share();
  }

  @Override
  public double allowed(long nowMs) {
    return signals.shares().of(key) * threshold;
  }
}
