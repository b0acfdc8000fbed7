package dev.weir.engine.call;

import dev.weir.rule.Rule;

/**
 * A check that keeps something outside of cells, for a host that has a call decided again when it
 * could not store them: it is asked once per call and answers again what it answered. Of one
 * thread.
 */
public final class OnceCheck extends Check {

  private final Check inner;
  private boolean asked;
  private long answer;
  private boolean admitted;
  private boolean ended;

  /** A check that is asked once per call. */
  public OnceCheck(Check inner) {
    this.inner = inner;
  }

  /** The check itself. */
  public Check inner() {
    return inner;
  }

  /** Another call comes, or the end of one. */
  public void begin() {
    asked = false;
    admitted = false;
    ended = false;
  }

  /** The call was blocked for good: what was counted for it is taken back. */
  public void blocked(Entry entry, long nowNanos) {
    withdraw(entry, nowNanos);
  }

  @Override
  public Rule rule() {
    return inner.rule();
  }

  @Override
  public int parts() {
    return inner.parts();
  }

  @Override
  public long marks() {
    return inner.marks();
  }

  @Override
  public long check(Entry entry, long nowNanos) {
    if (!asked) {
      answer = inner.check(entry, nowNanos);
      asked = true;
    }
    return answer;
  }

  @Override
  public boolean fits(Entry entry, long nowNanos) {
    return inner.fits(entry, nowNanos);
  }

  @Override
  public boolean admit(Entry entry, long nowNanos) {
    if (!admitted) {
      admitted = inner.admit(entry, nowNanos);
    }
    return admitted;
  }

  @Override
  public void withdraw(Entry entry, long nowNanos) {
    if (admitted) {
      inner.withdraw(entry, nowNanos);
      admitted = false;
    }
  }

  @Override
  public void refused(Entry entry, long nowNanos) {
    inner.refused(entry, nowNanos);
  }

  @Override
  public void completed(Entry entry, long nowNanos, long rtMs, boolean error) {
    if (!ended) {
      inner.completed(entry, nowNanos, rtMs, error);
      ended = true;
    }
  }

  @Override
  public void abandoned(Entry entry, long nowNanos) {
    if (!ended) {
      inner.abandoned(entry, nowNanos);
      ended = true;
    }
  }

  @Override
  public double allowed(long nowNanos) {
    return inner.allowed(nowNanos);
  }

  @Override
  public long fitting(long nowNanos, long count) {
    return inner.fitting(nowNanos, count);
  }

  /** Asked for each call in any case, for what it keeps is not where the statistics are. */
  @Override
  public long ahead(long nowNanos, long count) {
    return count;
  }

  @Override
  public void passed(long nowNanos, long count) {
    inner.passed(nowNanos, count);
  }

  @Override
  public void ended(long nowNanos, long count, long rtMs, boolean error) {
    inner.ended(nowNanos, count, rtMs, error);
  }
}
