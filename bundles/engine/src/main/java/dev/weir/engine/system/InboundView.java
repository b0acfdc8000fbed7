package dev.weir.engine.system;

import dev.weir.engine.cell.Event;
import dev.weir.engine.cell.Ring;
import dev.weir.engine.cell.StatNode;

/** What system rules read of the inbound statistics: Sentinel's default view, one second. */
final class InboundView {

  private static final double BUCKETS_PER_INTERVAL = StatNode.DEFAULT_SPAN;
  private static final double INTERVAL_MS = StatNode.DEFAULT_SPAN * StatNode.BUCKET_MS;
  private static final double INTERVAL_SEC = INTERVAL_MS / 1000.0;

  private final StatNode node;
  private final Ring passes;
  private final Ring completes;
  private final Ring rts;
  private final Ring minRts;

  InboundView(StatNode node) {
    this.node = node;
    this.passes = node.passes(StatNode.DEFAULT_SPAN);
    this.completes = node.ring(Event.COMPLETE, StatNode.DEFAULT_SPAN);
    this.rts = node.ring(Event.RT, StatNode.DEFAULT_SPAN);
    this.minRts = node.minRts(StatNode.DEFAULT_SPAN);
  }

  double passesPerSecond(long nowMs) {
    return passes.sum(nowMs) / INTERVAL_SEC;
  }

  double concurrency() {
    return node.concurrency();
  }

  /** In whole milliseconds, as Sentinel divides. */
  long averageRt(long nowMs) {
    long complete = completes.sum(nowMs);
    return complete <= 0 ? 0 : rts.sum(nowMs) / complete;
  }

  double maxCompletesPerSecond(long nowMs) {
    return completes.max(nowMs) * BUCKETS_PER_INTERVAL / INTERVAL_MS * 1000.0;
  }

  double minRt(long nowMs) {
    return StatNode.minRt(minRts, nowMs);
  }
}
