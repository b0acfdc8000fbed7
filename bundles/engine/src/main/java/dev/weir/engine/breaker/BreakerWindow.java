package dev.weir.engine.breaker;

import dev.weir.engine.cell.Region;
import dev.weir.engine.cell.Ring;
import dev.weir.rule.CircuitBreakerRule.StatWindow;

/**
 * What a breaker counted: completed calls and the bad ones among them (slow or failed), in two
 * rings of buckets, which are Sentinel's LeapArray (core/stat/base/leap_array.go).
 *
 * <p>Unlike Sentinel's, which stays deaf until the old time is reached again, a window begins anew
 * when the clock has jumped back by more than its interval.
 */
final class BreakerWindow {

  private final Ring all;
  private final Ring bad;

  /** A window in a region of {@link #cells} cells. */
  BreakerWindow(Region region, StatWindow window) {
    int buckets = window.effectiveBucketCount();
    Ring.Shape shape = new Ring.Shape(window.statIntervalMs() / buckets, buckets, buckets);
    all = new Ring(new Region(region.cells(), region.first(), buckets), shape);
    bad = new Ring(new Region(region.cells(), region.first() + buckets, buckets), shape);
  }

  /** How many cells a window of so many buckets takes. */
  static int cells(int buckets) {
    return 2 * buckets;
  }

  /** Counts completed calls, which are all good or all bad. */
  void add(long nowMs, long count, boolean areBad) {
    all.add(nowMs, count);
    if (areBad) {
      bad.add(nowMs, count);
    }
  }

  /** Completed calls within the window that ends now. */
  long all(long nowMs) {
    return all.sum(nowMs);
  }

  /** Bad ones among them. */
  long bad(long nowMs) {
    return bad.sum(nowMs);
  }

  /** Forgets everything. */
  void clear() {
    all.clear();
    bad.clear();
  }
}
