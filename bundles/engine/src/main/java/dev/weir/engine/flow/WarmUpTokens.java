package dev.weir.engine.flow;

import dev.weir.engine.cell.Cells;
import dev.weir.engine.cell.Region;
import dev.weir.engine.cell.Ring;
import dev.weir.rule.FlowRule;
import dev.weir.rule.TokenCalculation.WarmUp;

/**
 * A threshold that grows while traffic warms the resource up: sentinel-golang
 * core/flow/tc_warm_up.go, after Guava's SmoothWarmingUp. Tokens are stored while calls are few;
 * the more are stored above the warning line, the lower is the threshold.
 *
 * <p>Once a second one call takes the tokens that passed in the second before from the store and
 * adds new ones; calls that race with it see either.
 */
final class WarmUpTokens implements Tokens {

  /** Cells: tokens that are stored, and when some were last added, in milliseconds. */
  static final int CELLS = 2;

  private static final long SECOND_MS = 1000;

  private final Cells cells;
  private final int stored;
  private final int filled;
  private final Ring passes;
  private final double intervalSec;
  private final double threshold;
  private final long warning;
  private final long max;
  private final double slope;
  private final long coldQps;

  WarmUpTokens(FlowRule rule, WarmUp warmUp, Ring passes, Region region) {
    this.cells = region.cells();
    this.stored = region.first();
    this.filled = region.first() + 1;
    this.passes = passes;
    this.intervalSec = rule.statIntervalInMs() / 1000.0;
    this.threshold = rule.threshold();
    double period = warmUp.periodSec();
    double cold = warmUp.coldFactor() - 1;
    this.warning = GoNumbers.uint64(period * threshold / cold);
    this.max =
        warning + GoNumbers.uint64(2 * period * threshold / (double) (1L + warmUp.coldFactor()));
    this.slope = cold / threshold / GoNumbers.float64(max - warning);
    this.coldQps = GoNumbers.uint32(threshold) / warmUp.coldFactor();
  }

  @Override
  public double allowed(long nowMs) {
    fill(nowMs);
    long rest = Math.max(0, cells.get(stored));
    if (rest < warning) {
      return threshold;
    }
    double above = rest - warning;
    return Math.nextAfter(1.0 / (above * slope + 1.0 / threshold), Double.MAX_VALUE);
  }

  private void fill(long nowMs) {
    long second = nowMs - nowMs % SECOND_MS;
    long last = cells.get(filled);
    if (second <= last) {
      return;
    }
    double passed = passes.previousSum(nowMs, passes.shape().bucketMs()) / intervalSec;
    long old = cells.get(stored);
    if (cells.compareAndSet(stored, old, cooled(old, second, last, passed))) {
      if (cells.addAndGet(stored, GoNumbers.int64(-passed)) < 0) {
        cells.set(stored, 0);
      }
      cells.set(filled, second);
    }
  }

  private long cooled(long old, long second, long last, double passed) {
    boolean fills = old < warning || (old > warning && passed < coldQps);
    long cooled =
        fills ? GoNumbers.int64(old + (double) (second - last) * threshold / 1000.0) : old;
    return Math.min(cooled, max);
  }
}
