package dev.weir.engine.flow;

import dev.weir.engine.call.Signals;
import dev.weir.rule.TokenCalculation.MemoryAdaptive;

/** Fewer tokens as memory fills; sentinel-golang core/flow/tc_adaptive.go. */
final class MemoryTokens implements Tokens {

  private final Signals signals;
  private final double low;
  private final double high;
  private final long lowMark;
  private final long highMark;
  private final double perByte;

  MemoryTokens(MemoryAdaptive rule, Signals signals) {
    this.signals = signals;
    this.low = rule.lowMemUsageThreshold();
    this.high = rule.highMemUsageThreshold();
    this.lowMark = rule.memLowWaterMarkBytes();
    this.highMark = rule.memHighWaterMarkBytes();
    this.perByte =
        (double) (rule.highMemUsageThreshold() - rule.lowMemUsageThreshold())
            / (double) (highMark - lowMark);
  }

  @Override
  public double allowed(long nowMs) {
    long used = signals.memoryBytes();
    if (used == Signals.UNKNOWN || used <= lowMark) {
      return low;
    }
    return used >= highMark ? high : perByte * (double) (used - lowMark) + low;
  }
}
