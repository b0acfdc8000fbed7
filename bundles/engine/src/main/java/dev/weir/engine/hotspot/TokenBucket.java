package dev.weir.engine.hotspot;

import dev.weir.rule.HotspotRule.Metric.Qps;

/**
 * Calls per duration, those that find no token blocked; sentinel-golang v1.0.4,
 * core/hotspot/traffic_shaping.go, rejectTrafficShapingController.
 *
 * <p>A bucket holds threshold + burst tokens. A call takes its batch. Tokens come back when more
 * than a duration has passed since they last did, then {@code passed * threshold / duration} of
 * them in whole numbers, and that call takes its batch of them at once. The numbers of a value are
 * the moment when tokens last came, in milliseconds, and the tokens.
 *
 * <p>Unlike Sentinel's, a bucket whose moment lies more than a duration ahead, because the clock
 * was set back, goes on from now with the tokens that it has.
 */
final class TokenBucket implements Counter, ParamTable.Debtor {

  private static final long AGAIN = Long.MIN_VALUE;

  /** Longer than any clock runs, and far from overflow. */
  private static final double FOREVER_MS = 1e18;

  private final ParamTable table;
  private final ItemTable thresholds;
  private final long burst;
  private final long durationMs;

  TokenBucket(Qps qps, ParamTable table, ItemTable thresholds) {
    this.table = table;
    this.thresholds = thresholds;
    this.burst = qps.burstCount();
    this.durationMs = 1000L * qps.durationInSec();
  }

  @Override
  public long check(long key, long nowMs, long batch) {
    long threshold = thresholds.of(key);
    if (threshold <= 0 || batch > threshold + burst) {
      return BLOCK;
    }
    while (true) {
      int entry = table.find(key);
      if (entry < 0) {
        long until = table.debtUntil(key);
        long left = left(until, nowMs, threshold);
        boolean room = batch <= left;
        if (table.insert(key, nowMs, room ? left - batch : left, until) == ParamTable.INSERTED) {
          return room ? PASS : BLOCK;
        }
      } else {
        table.touch(entry);
        long verdict = take(entry, key, nowMs, batch);
        if (verdict != AGAIN) {
          return verdict;
        }
      }
    }
  }

  /** Takes from the bucket of a known value; {@link #AGAIN} when another call came between. */
  private long take(int entry, long key, long nowMs, long batch) {
    long time = table.first(entry, key);
    long rest = table.second(entry, key);
    long passed = nowMs - time;
    if (passed < -durationMs) {
      table.compareAndSetFirst(entry, key, time, nowMs);
      return AGAIN;
    }
    long threshold = thresholds.of(key);
    boolean refill = passed > durationMs;
    long come = refill ? passed * threshold / durationMs : 0;
    if (filled(rest, come, threshold, refill) < batch) {
      return table.holds(entry, key) && table.first(entry, key) == time ? BLOCK : AGAIN;
    }
    if (!refill) {
      return table.compareAndSetSecond(entry, key, rest, rest - batch) ? PASS : AGAIN;
    }
    // Whoever moves the time on owns the tokens that came: they come once.
    if (!table.compareAndSetFirst(entry, key, time, nowMs)) {
      return AGAIN;
    }
    return refill(entry, key, come, batch);
  }

  private long refill(int entry, long key, long come, long batch) {
    long threshold = thresholds.of(key);
    while (table.holds(entry, key)) {
      long rest = table.second(entry, key);
      long filled = filled(rest, come, threshold, true);
      boolean room = filled >= batch;
      if (table.compareAndSetSecond(entry, key, rest, room ? filled - batch : filled)) {
        return room ? PASS : BLOCK;
      }
    }
    return AGAIN;
  }

  private long filled(long rest, long come, long threshold, boolean refill) {
    if (!refill) {
      return rest;
    }
    long sum = come + rest;
    return sum > threshold + burst ? threshold + burst : sum;
  }

  /** What a value finds that comes, or comes back: a full bucket less its debt. */
  private long left(long until, long nowMs, long threshold) {
    long full = threshold + burst;
    if (until <= nowMs) {
      return full;
    }
    double debt = Math.ceil((double) (until - nowMs) * threshold / durationMs);
    return debt >= full ? 0 : full - (long) debt;
  }

  @Override
  public long debtUntil(long key, long time, long rest) {
    long threshold = thresholds.of(key);
    double debt = (double) threshold + burst - rest;
    return threshold <= 0 || debt <= 0
        ? 0
        : time + 1 + (long) Math.min(debt * durationMs / threshold, FOREVER_MS);
  }
}
