package dev.weir.engine.outlier;

import dev.weir.engine.breaker.CircuitBreaker;
import dev.weir.engine.call.BreakerState;
import dev.weir.engine.cell.Cells;
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
  private static final int CELLS = 5;

  final String address;
  final CircuitBreaker breaker;
  private final Cells cells;

  OutlierNode(String address, CircuitBreaker breaker, long nowMs) {
    this(address, breaker, new Cells(CELLS));
    cells.set(LAST_USE, nowMs);
  }

  private OutlierNode(String address, CircuitBreaker breaker, Cells cells) {
    this.address = address;
    this.breaker = breaker;
    this.cells = cells;
  }

  /** This node under another rule. */
  OutlierNode with(CircuitBreaker other) {
    return new OutlierNode(address, other, cells);
  }

  boolean isOut() {
    return breaker.state() == BreakerState.OPEN;
  }

  long lastUse() {
    return cells.get(LAST_USE);
  }

  /** It was found out: from now on it is to be forgotten, and asked if the rule says so. */
  void out(OutlierRule rule, long nowMs) {
    int seconds = rule.recycleIntervalS();
    long recycle = seconds == 0 ? OutlierRule.DEFAULT_RECYCLE_S : seconds;
    if (cells.compareAndSet(RECYCLE_AT, 0, nowMs + recycle * MS_PER_S)) {
      cells.set(RECOVERED, 0);
    }
    if (rule.recovery().enabled() && cells.compareAndSet(ATTEMPTS, 0, 1)) {
      cells.set(ASK_AT, nowMs + rule.recovery().intervalMs());
    }
  }

  void completed(long nowMs, long rtMs, boolean error) {
    cells.set(LAST_USE, nowMs);
    breaker.complete(nowMs, rtMs, error);
    if (!error) {
      recovered();
    }
  }

  private void recovered() {
    if (cells.get(RECYCLE_AT) != 0) {
      cells.set(RECOVERED, 1);
    }
  }

  /** Whether its time is over and it has not come back; if it has, it is not to be forgotten. */
  boolean isForgotten(long nowMs) {
    long at = cells.get(RECYCLE_AT);
    if (at == 0 || nowMs < at) {
      return false;
    }
    if (cells.get(RECOVERED) == 0) {
      return true;
    }
    cells.compareAndSet(RECYCLE_AT, at, 0);
    return false;
  }

  /** Whether it is to be asked now; if it is, a no is assumed until it answers. */
  boolean isToBeAsked(OutlierRule rule, long nowMs) {
    long at = cells.get(ASK_AT);
    if (at == 0 || nowMs < at) {
      return false;
    }
    long attempts = cells.get(ATTEMPTS) + 1;
    if (!cells.compareAndSet(ASK_AT, at, nowMs + ANSWER_MS + pause(rule, attempts))) {
      return false;
    }
    cells.set(ATTEMPTS, attempts);
    return true;
  }

  void answered(OutlierRule rule, long nowMs, boolean healthy) {
    if (healthy) {
      cells.set(ASK_AT, 0);
      cells.set(ATTEMPTS, 0);
      recovered();
    } else if (cells.get(ATTEMPTS) != 0) {
      cells.set(ASK_AT, nowMs + pause(rule, cells.get(ATTEMPTS)));
    }
  }

  /** The pause before an attempt: so many intervals, up to the rule's most. */
  private static long pause(OutlierRule rule, long attempt) {
    long times = Math.max(1, Math.min(attempt, rule.recovery().maxAttempts()));
    return Math.max(1, rule.recovery().intervalMs()) * times;
  }
}
