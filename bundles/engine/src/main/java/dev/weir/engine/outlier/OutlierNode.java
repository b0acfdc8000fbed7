package dev.weir.engine.outlier;

import dev.weir.engine.breaker.CircuitBreaker;
import dev.weir.engine.call.BreakerState;
import dev.weir.engine.cell.Cells;
import dev.weir.engine.cell.Region;
import dev.weir.rule.OutlierRule;

/**
 * One node with its breaker, and when it is to be forgotten and asked. Times are milliseconds since
 * the epoch, 0 for never.
 */
final class OutlierNode {

  /** How long an answer is waited for; Sentinel's time to connect. */
  private static final long ANSWER_MS = 5_000;

  private static final long MS_PER_S = 1_000;
  private static final int RECYCLE_AT = 0;
  private static final int RECOVERED = 1;
  private static final int ATTEMPTS = 2;
  private static final int ASK_AT = 3;
  private static final int LAST_USE = 4;

  /** How many cells it takes beside those of its breaker. */
  static final int CELLS = 5;

  final String address;
  final CircuitBreaker breaker;
  private final Region region;
  private final Cells cells;
  private final int first;

  OutlierNode(String address, CircuitBreaker breaker, long nowMs) {
    this(address, breaker, Region.of(CELLS));
    cells.set(first + LAST_USE, nowMs);
  }

  /** A node over what a region of {@link #CELLS} cells holds. */
  OutlierNode(String address, CircuitBreaker breaker, Region region) {
    this.address = address;
    this.breaker = breaker;
    this.region = region;
    this.cells = region.cells();
    this.first = region.first();
  }

  /** This node under another rule. */
  OutlierNode with(CircuitBreaker other) {
    return new OutlierNode(address, other, region);
  }

  boolean isOut() {
    return breaker.state() == BreakerState.OPEN;
  }

  long lastUse() {
    return cells.get(first + LAST_USE);
  }

  /** It was found out: from now on it is to be forgotten, and asked if the rule says so. */
  void out(OutlierRule rule, long nowMs) {
    int seconds = rule.recycleIntervalS();
    long recycle = seconds == 0 ? OutlierRule.DEFAULT_RECYCLE_S : seconds;
    if (cells.compareAndSet(first + RECYCLE_AT, 0, nowMs + recycle * MS_PER_S)) {
      cells.set(first + RECOVERED, 0);
    }
    if (rule.recovery().enabled() && cells.compareAndSet(first + ATTEMPTS, 0, 1)) {
      cells.set(first + ASK_AT, nowMs + rule.recovery().intervalMs());
    }
  }

  void completed(long nowMs, long rtMs, boolean error) {
    cells.set(first + LAST_USE, nowMs);
    breaker.complete(nowMs, rtMs, error);
    if (!error) {
      recovered();
    }
  }

  private void recovered() {
    if (cells.get(first + RECYCLE_AT) != 0) {
      cells.set(first + RECOVERED, 1);
    }
  }

  /** Whether its time is over and it has not come back; if it has, it is not to be forgotten. */
  boolean isForgotten(long nowMs) {
    long at = cells.get(first + RECYCLE_AT);
    if (at == 0 || nowMs < at) {
      return false;
    }
    if (cells.get(first + RECOVERED) == 0) {
      return true;
    }
    cells.compareAndSet(first + RECYCLE_AT, at, 0);
    return false;
  }

  /** Whether it is to be asked now; if it is, a no is assumed until it answers. */
  boolean isToBeAsked(OutlierRule rule, long nowMs) {
    long at = cells.get(first + ASK_AT);
    if (at == 0 || nowMs < at) {
      return false;
    }
    long attempts = cells.get(first + ATTEMPTS) + 1;
    if (!cells.compareAndSet(first + ASK_AT, at, nowMs + ANSWER_MS + pause(rule, attempts))) {
      return false;
    }
    cells.set(first + ATTEMPTS, attempts);
    return true;
  }

  void answered(OutlierRule rule, long nowMs, boolean healthy) {
    if (healthy) {
      cells.set(first + ASK_AT, 0);
      cells.set(first + ATTEMPTS, 0);
      recovered();
    } else if (cells.get(first + ATTEMPTS) != 0) {
      cells.set(first + ASK_AT, nowMs + pause(rule, cells.get(first + ATTEMPTS)));
    }
  }

  /** The pause before an attempt: so many intervals, up to the rule's most. */
  private static long pause(OutlierRule rule, long attempt) {
    long times = Math.max(1, Math.min(attempt, rule.recovery().maxAttempts()));
    return Math.max(1, rule.recovery().intervalMs()) * times;
  }
}
