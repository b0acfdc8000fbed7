package dev.weir.engine.flow;

import dev.weir.engine.call.Entry;
import dev.weir.engine.cell.Cells;
import dev.weir.engine.cell.Ring;
import dev.weir.rule.ControlBehavior.Throttling;
import dev.weir.rule.FlowRule;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls pass at even distances, and has them wait for their turn; sentinel-golang
 * core/flow/tc_throttling.go, a leaky bucket as a meter. The one cell is when the last call passes
 * or will pass, in nanoseconds since the epoch.
 */
final class ThrottlingCheck extends FlowCheck {

  /** Cells: the turn of the last call. */
  static final int CELLS = 1;

  private final Tokens tokens;
  private final @Nullable Ring own;
  private final Cells cells;
  private final int last;
  private final double intervalNanos;
  private final long maxWaitNanos;

  ThrottlingCheck(FlowRule rule, State state, Pace pace) {
    super(rule, state);
    this.tokens = pace.tokens();
    this.own = pace.own();
    this.cells = state.cells().cells();
    this.last = pace.cell();
    this.intervalNanos = (double) (rule.statIntervalInMs() * NANOS_PER_MS);
    this.maxWaitNanos = pace.behavior().maxQueueingTimeMs() * NANOS_PER_MS;
  }

  /**
   * What it paces by.
   *
   * @param behavior how long a call may wait
   * @param tokens per interval
   * @param own the rule's own window, into which passes go; null when there is none
   * @param cell index of the turn of the last call
   */
  record Pace(Throttling behavior, Tokens tokens, @Nullable Ring own, int cell) {}

  @Override
  public int parts() {
    return own == null ? 0 : ADMITS;
  }

  @Override
  public long check(Entry entry, long nowNanos) {
    double allowed = tokens.allowed(nowNanos / NANOS_PER_MS);
    double batch = (double) entry.batch();
    if (batch == 0) {
      return PASS;
    }
    if (allowed <= 0 || batch > allowed) {
      return BLOCK;
    }
    return turn(nowNanos, GoNumbers.int64(Math.ceil(batch / allowed * intervalNanos)));
  }

  private long turn(long nowNanos, long distance) {
    long seen = cells.get(last);
    if (seen + distance <= nowNanos && cells.compareAndSet(last, seen, nowNanos)) {
      return PASS;
    }
    if (cells.get(last) + distance - nowNanos > maxWaitNanos) {
      return BLOCK;
    }
    long wait = cells.addAndGet(last, distance) - nowNanos;
    if (wait > maxWaitNanos) {
      cells.addAndGet(last, -distance);
      return BLOCK;
    }
    return Math.max(0, wait);
  }

  @Override
  public boolean admit(Entry entry, long nowNanos) {
    if (own != null) {
      own.add(nowNanos / NANOS_PER_MS, entry.batch());
    }
    return true;
  }

  @Override
  public void withdraw(Entry entry, long nowNanos) {
    if (own != null) {
      own.subtract(nowNanos / NANOS_PER_MS, entry.batch());
    }
  }
}
