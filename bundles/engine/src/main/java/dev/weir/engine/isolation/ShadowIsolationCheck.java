package dev.weir.engine.isolation;

import dev.weir.engine.call.Check;
import dev.weir.engine.call.Entry;
import dev.weir.engine.cell.Cells;
import dev.weir.engine.cell.Region;
import dev.weir.rule.IsolationRule;

/**
 * An isolation rule for a shadow: it counts the calls that it let through itself, since it must not
 * see those that it would have blocked.
 */
final class ShadowIsolationCheck extends Check {

  /** Cells: calls that are running. */
  static final int CELLS = 1;

  private final IsolationRule rule;
  private final Region region;
  private final Cells cells;
  private final int running;

  ShadowIsolationCheck(IsolationRule rule, Region region) {
    this.rule = rule;
    this.region = region;
    this.cells = region.cells();
    this.running = region.first();
  }

  Region region() {
    return region;
  }

  @Override
  public IsolationRule rule() {
    return rule;
  }

  @Override
  public int parts() {
    return ADMITS | COMPLETES;
  }

  @Override
  public long check(Entry entry, long nowNanos) {
    return cells.get(running) + entry.batch() <= rule.threshold() ? PASS : BLOCK;
  }

  @Override
  public boolean admit(Entry entry, long nowNanos) {
    long seen;
    do {
      seen = cells.get(running);
      if (seen + entry.batch() > rule.threshold()) {
        return false;
      }
    } while (!cells.compareAndSet(running, seen, seen + 1));
    return true;
  }

  @Override
  public void withdraw(Entry entry, long nowNanos) {
    cells.getAndAdd(running, -1);
  }

  @Override
  public void completed(Entry entry, long nowNanos, long rtMs, boolean error) {
    cells.getAndAdd(running, -1);
  }
}
