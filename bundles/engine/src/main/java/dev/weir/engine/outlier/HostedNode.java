package dev.weir.engine.outlier;

import dev.weir.engine.breaker.BreakerOptions;
import dev.weir.engine.breaker.CircuitBreaker;
import dev.weir.engine.call.BreakerListener;
import dev.weir.engine.call.BreakerState;
import dev.weir.engine.cell.Cells;
import dev.weir.engine.cell.Region;
import dev.weir.rule.OutlierRule;

/**
 * A node under an outlier rule, whose state lies in cells that a host keeps elsewhere: for each
 * node of the resource, one after the other, it fills them, asks, and stores them again. A node
 * whose cells are all 0 begins. Nothing is remembered besides, so what was not stored never was. Of
 * one thread.
 *
 * <p>As {@link OutlierNodes}, but for what a host needs whose calls may be lost: a probe that has
 * not ended within the retry timeout is given up, of several probes no more are under way than the
 * rule wants, and a node that has had no call for as long as an ejected one is kept is forgotten.
 * Nodes are not asked, whatever the rule says of recovery.
 */
public final class HostedNode {

  /** The node takes calls. */
  public static final int IN = 0;

  /** The node is out, and this call should go to it, to see whether it is back. */
  public static final int PROBE = 1;

  /** The node is out. */
  public static final int OUT = 2;

  private static final long MS_PER_S = 1_000;
  private static final BreakerOptions OPTIONS =
      new BreakerOptions(false, true, BreakerListener.NONE);
  private static final int PROBES = 0;
  private static final int PROBES_UNTIL = 1;
  private static final int OWN_CELLS = 2;

  private final OutlierRule rule;
  private final Cells cells;
  private final OutlierNode node;
  private final int own;

  /** Compiles a rule. */
  public HostedNode(OutlierRule rule) {
    this.rule = rule;
    int breaker = CircuitBreaker.cells(rule.breaker());
    this.own = breaker + OutlierNode.CELLS;
    this.cells = new Cells(own + OWN_CELLS);
    this.node =
        new OutlierNode(
            "",
            CircuitBreaker.over(new Region(cells, 0, breaker), rule.breaker(), OPTIONS),
            new Region(cells, breaker, OutlierNode.CELLS));
  }

  /** Where the node's state lies; fill it before each question, store it after. */
  public Cells cells() {
    return cells;
  }

  /** How the cells are laid out, as text: cells of the same layout fit, whatever the thresholds. */
  public String layout() {
    return cells.length() + CircuitBreaker.layout(rule.breaker());
  }

  /** The most of so many known nodes that may be left out at a time. */
  public int mostOut(int known) {
    return (int) (known * rule.maxEjectionPercent());
  }

  /** Whether the node is neither out nor on probation. */
  public boolean isClosed() {
    return node.breaker.state() == BreakerState.CLOSED;
  }

  /** Whether the node is out, and no probe has been let to it since. */
  public boolean isOut() {
    return node.isOut();
  }

  /** When the node last had a call, in milliseconds since the epoch. */
  public long lastUse() {
    return node.lastUse();
  }

  /** Whether the next call may go to the node: {@link #IN}, {@link #PROBE} or {@link #OUT}. */
  public int ask(long nowMs) {
    boolean begins = node.isOut();
    if (!node.breaker.mayPass(nowMs)) {
      node.out(rule, nowMs);
      return OUT;
    }
    return isClosed() ? IN : probe(nowMs, begins);
  }

  /** A node on probation gets as many probes as it needs, and as many again when time is up. */
  private int probe(long nowMs, boolean begins) {
    long sent = cells.get(own + PROBES);
    if (begins || nowMs >= cells.get(own + PROBES_UNTIL)) {
      cells.set(own + PROBES_UNTIL, nowMs + rule.breaker().recovery().retryTimeoutMs());
      sent = 0;
    }
    if (sent >= Math.max(1, rule.breaker().recovery().probeNum())) {
      return OUT;
    }
    cells.set(own + PROBES, sent + 1);
    return PROBE;
  }

  /**
   * Counts a call that the node has served.
   *
   * @param rtMs its response time, in milliseconds
   */
  public void completed(long nowMs, long rtMs, boolean error) {
    node.completed(nowMs, rtMs, error);
  }

  /** Whether the node is to be forgotten: it was out or without calls for too long. */
  public boolean isForgotten(long nowMs) {
    int seconds = rule.recycleIntervalS();
    long idle = MS_PER_S * (seconds == 0 ? OutlierRule.DEFAULT_RECYCLE_S : seconds);
    return node.isForgotten(nowMs) || nowMs - node.lastUse() >= idle;
  }
}
