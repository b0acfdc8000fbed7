package dev.weir.engine.isolation;

import dev.weir.engine.call.Check;
import dev.weir.engine.call.Entry;
import dev.weir.engine.cell.StatNode;
import dev.weir.rule.IsolationRule;

/** At most so many calls at once; sentinel-golang core/isolation/slot.go. */
final class IsolationCheck extends Check {

  /** Sentinel adds in 32 bits without sign: a huge batch wraps. */
  private static final long UINT32 = 0xffff_ffffL;

  private final IsolationRule rule;
  private final StatNode node;

  IsolationCheck(IsolationRule rule, StatNode node) {
    this.rule = rule;
    this.node = node;
  }

  @Override
  public IsolationRule rule() {
    return rule;
  }

  @Override
  public int parts() {
    return READS_CONCURRENCY;
  }

  @Override
  public long check(Entry entry, long nowNanos) {
    return fitsBeside(node.concurrency(), entry) ? PASS : BLOCK;
  }

  @Override
  public long ahead(long nowNanos, long count) {
    return Math.min(count, Math.max(0, rule.threshold() - Math.max(0, node.concurrency())));
  }

  @Override
  public boolean fitsBeside(long running, Entry entry) {
    return ((Math.max(0, running) + entry.batch()) & UINT32) <= rule.threshold();
  }
}
