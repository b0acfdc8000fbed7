package dev.weir.engine.hotspot;

import dev.weir.rule.ControlBehavior.Throttling;
import dev.weir.rule.HotspotRule.Metric.Qps;

/**
 * Calls per duration at even distances, each waiting for its turn; sentinel-golang v1.0.4,
 * core/hotspot/traffic_shaping.go, throttlingTrafficShapingController.
 *
 * <p>The distance of a call from the one before it is {@code batch * duration / threshold}, in
 * whole milliseconds, rounded down: at more than 1,000 calls per second there is none. A call that
 * had to wait the maximum queueing time or longer is blocked. The first number of a value is when
 * its last call passes, in milliseconds.
 */
final class Pacer implements Counter, ParamTable.Debtor {

  private final ParamTable table;
  private final ItemTable thresholds;
  private final long durationMs;
  private final long maxQueueingTimeMs;

  Pacer(Qps qps, Throttling throttling, ParamTable table, ItemTable thresholds) {
    this.table = table;
    this.thresholds = thresholds;
    this.durationMs = 1000L * qps.durationInSec();
    this.maxQueueingTimeMs = throttling.maxQueueingTimeMs();
  }

  @Override
  public long check(long key, long nowMs, long batch) {
    long threshold = thresholds.of(key);
    if (threshold <= 0) {
      return BLOCK;
    }
    long whole = batch * durationMs / threshold;
    // By way of a double, as Sentinel's math.Round: above 2^53 it is not exact.
    long distance = (long) (double) whole;
    while (true) {
      int entry = table.find(key);
      if (entry < 0) {
        long until = table.debtUntil(key);
        long wait = until == 0 ? 0 : wait(until + distance, nowMs);
        long last = wait < 0 ? until : nowMs + wait;
        if (table.insert(key, last, 0, until) == ParamTable.INSERTED) {
          return wait;
        }
      } else {
        table.touch(entry);
        long last = table.first(entry, key);
        long wait = wait(last + distance, nowMs);
        if (wait < 0) {
          if (table.holds(entry, key)) {
            return BLOCK;
          }
        } else if (table.compareAndSetFirst(entry, key, last, nowMs + wait)) {
          return wait;
        }
      }
    }
  }

  /** How long until that moment: nothing if it is over, {@link #BLOCK} if it is too far. */
  private long wait(long expected, long nowMs) {
    if (expected <= nowMs) {
      return PASS;
    }
    return expected - nowMs < maxQueueingTimeMs ? expected - nowMs : BLOCK;
  }

  @Override
  public long debtUntil(long key, long last, long unused) {
    return last;
  }
}
