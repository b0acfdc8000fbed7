package dev.weir.engine.flow;

import dev.weir.engine.call.Entry;
import dev.weir.engine.cell.Ring;
import dev.weir.rule.FlowRule;

/**
 * Blocks a call that would be more than the tokens allow within the window; sentinel-golang
 * core/flow/tc_default.go.
 */
final class RejectCheck extends FlowCheck {

  private final Tokens tokens;
  private final Ring passes;
  private final boolean own;
  private final int parts;

  RejectCheck(FlowRule rule, State state, FlowWindow window, Tokens tokens) {
    super(rule, state);
    this.tokens = tokens;
    this.passes = window.passes();
    this.own = window.own() != null;
    this.parts = own ? ADMITS : window.ofResource() ? READS_PASSES : 0;
  }

  @Override
  public int parts() {
    return parts;
  }

  @Override
  public long check(Entry entry, long nowNanos) {
    return fits(entry, nowNanos) ? PASS : BLOCK;
  }

  @Override
  public boolean fits(Entry entry, long nowNanos) {
    long nowMs = nowNanos / NANOS_PER_MS;
    return fits(entry, nowMs, passes.sum(nowMs));
  }

  private boolean fits(Entry entry, long nowMs, long passed) {
    double after = (double) passed + (double) entry.batch();
    return !(after > tokens.allowed(nowMs));
  }

  @Override
  public boolean admit(Entry entry, long nowNanos) {
    long nowMs = nowNanos / NANOS_PER_MS;
    long seen;
    do {
      seen = passes.current(nowMs);
      if (!fits(entry, nowMs, passes.sum(nowMs, seen))) {
        return false;
      }
    } while (!passes.tryAdd(nowMs, seen, entry.batch()));
    return true;
  }

  @Override
  public void withdraw(Entry entry, long nowNanos) {
    if (own) {
      passes.subtract(nowNanos / NANOS_PER_MS, entry.batch());
    }
  }

  @Override
  public double allowed(long nowNanos) {
    return tokens.allowed(nowNanos / NANOS_PER_MS);
  }

  @Override
  public long fitting(long nowNanos, long count) {
    long nowMs = nowNanos / NANOS_PER_MS;
    double passed = (double) passes.sum(nowMs);
    double allowed = tokens.allowed(nowMs);
    return passed + count > allowed ? (long) Math.max(0, allowed - passed) : count;
  }

  @Override
  public long ahead(long nowNanos, long count) {
    return own || !(tokens instanceof DirectTokens) ? 0 : fitting(nowNanos, count);
  }

  @Override
  public void passed(long nowNanos, long count) {
    if (own) {
      passes.add(nowNanos / NANOS_PER_MS, count);
    }
  }
}
