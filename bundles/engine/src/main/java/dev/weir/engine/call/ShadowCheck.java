package dev.weir.engine.call;

import dev.weir.engine.cell.Region;
import dev.weir.rule.Rule;

/**
 * A check in shadow: it decides and counts as if it were in force, but lets every call through and
 * keeps nobody waiting. What it would have blocked is counted; a call that it would have blocked
 * takes nothing from it.
 */
public final class ShadowCheck extends Check {

  /** How many cells it needs. */
  public static final int CELLS = 1;

  private final Check inner;
  private final int number;
  private final Region blocked;

  /**
   * A check in shadow.
   *
   * @param inner which counts in cells of its own
   * @param number by which it knows in an entry whether it let the call through
   * @param blocked cells for what it would have blocked
   */
  public ShadowCheck(Check inner, int number, Region blocked) {
    this.inner = inner;
    this.number = number;
    this.blocked = blocked;
  }

  /** The check itself. */
  public Check inner() {
    return inner;
  }

  /** By which it knows in an entry whether it let the call through. */
  public int number() {
    return number;
  }

  /** How many calls it would have blocked; a batch counts as so many. */
  public long blocked() {
    return blocked.cells().get(blocked.first());
  }

  /** Its cells. */
  public Region cells() {
    return blocked;
  }

  @Override
  public Rule rule() {
    return inner.rule();
  }

  @Override
  public int parts() {
    return inner.parts() & ~(READS_PASSES | READS_CONCURRENCY);
  }

  @Override
  public long marks() {
    return 1L << number | inner.marks();
  }

  @Override
  public long check(Entry entry, long nowNanos) {
    if (inner.check(entry, nowNanos) == BLOCK) {
      blocked.cells().getAndAdd(blocked.first(), entry.batch());
    } else {
      entry.mark(number);
    }
    return PASS;
  }

  @Override
  public boolean admit(Entry entry, long nowNanos) {
    if (entry.marked(number) && !inner.admit(entry, nowNanos)) {
      entry.unmark(number);
      blocked.cells().getAndAdd(blocked.first(), entry.batch());
    }
    return true;
  }

  @Override
  public void withdraw(Entry entry, long nowNanos) {
    if (entry.marked(number)) {
      inner.withdraw(entry, nowNanos);
    }
  }

  @Override
  public void refused(Entry entry, long nowNanos) {
    if (entry.marked(number)) {
      inner.refused(entry, nowNanos);
    }
  }

  @Override
  public void completed(Entry entry, long nowNanos, long rtMs, boolean error) {
    if (entry.marked(number)) {
      inner.completed(entry, nowNanos, rtMs, error);
    }
  }

  @Override
  public void abandoned(Entry entry, long nowNanos) {
    if (entry.marked(number)) {
      inner.abandoned(entry, nowNanos);
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

  @Override
  public void passed(long nowNanos, long count) {
    inner.passed(nowNanos, count);
  }

  @Override
  public void ended(long nowNanos, long count, long rtMs, boolean error) {
    inner.ended(nowNanos, count, rtMs, error);
  }
}
