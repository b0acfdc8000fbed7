package dev.weir.engine.outlier;

import dev.weir.engine.breaker.BreakerOptions;
import dev.weir.engine.breaker.CircuitBreaker;
import dev.weir.engine.call.BreakerState;
import dev.weir.engine.cell.Cells;
import dev.weir.rule.OutlierRule;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one resource under an outlier rule. A node is known from its first completed call
 * on, at most {@value #MAX_NODES} of them: when there are more, the one goes that is not out and
 * has had no call for the longest time.
 *
 * <p>As Sentinel's, but for what would not end there: a node that was forgotten is not asked any
 * more, and intervals are what they say (there they are multiplied in 32 bits).
 */
public final class OutlierNodes {

  /** Most nodes of a resource. */
  public static final int MAX_NODES = 1_000;

  private final BreakerOptions options;
  private final Cells lock = new Cells(1);
  private volatile OutlierRule rule;
  private volatile OutlierNode[] nodes = {};

  /**
   * @param rule to follow
   * @param options of the nodes' breakers
   */
  public OutlierNodes(OutlierRule rule, BreakerOptions options) {
    this.rule = rule;
    this.options = options;
  }

  /** The rule in force. */
  public OutlierRule rule() {
    return rule;
  }

  /** How many nodes are known. */
  public int size() {
    return nodes.length;
  }

  /** The state of a node, or null when it is not known. */
  public @Nullable BreakerState state(String address) {
    OutlierNode node = find(nodes, address);
    return node == null ? null : node.breaker.state();
  }

  /** Puts another rule in force; nodes keep of their state what circuit breakers keep. */
  public void replace(OutlierRule next) {
    lock();
    try {
      OutlierNode[] old = nodes;
      OutlierNode[] renewed = new OutlierNode[old.length];
      for (int i = 0; i < old.length; i++) {
        CircuitBreaker before = old[i].breaker;
        renewed[i] = old[i].with(CircuitBreaker.replacing(before, next.breaker(), options));
      }
      rule = next;
      nodes = renewed;
    } finally {
      lock.set(0, 0);
    }
  }

  /**
   * Says which nodes the next call should leave out: those that are out, up to the rule's share of
   * all; and from which a probe is wanted. Opens the way for probes as a breaker's check does.
   */
  public void eject(long nowMs, Ejection into) {
    OutlierRule current = rule;
    OutlierNode[] known = nodes;
    into.clear();
    int most = (int) (known.length * current.maxEjectionPercent());
    for (OutlierNode node : known) {
      if (node.breaker.mayPass(nowMs)) {
        if (!current.recovery().enabled() && node.breaker.state() == BreakerState.HALF_OPEN) {
          into.probe(node.address);
        }
      } else {
        if (into.ejectedCount() < most) {
          into.eject(node.address);
        }
        node.out(current, nowMs);
      }
    }
  }

  /**
   * Counts a completed call.
   *
   * @param address of the node that served it; of none if empty
   * @param rtMs its response time, in milliseconds
   */
  public void completed(String address, long nowMs, long rtMs, boolean error) {
    if (!address.isEmpty()) {
      OutlierNode node = find(nodes, address);
      (node == null ? add(address, nowMs) : node).completed(nowMs, rtMs, error);
    }
  }

  /**
   * Forgets the nodes whose time is over, and has those asked that it is time for. To be called
   * about once a second.
   */
  public void tick(long nowMs, RecoveryProbe probe) {
    OutlierRule current = rule;
    for (OutlierNode node : nodes) {
      if (node.isForgotten(nowMs)) {
        remove(node.address);
      } else if (node.isToBeAsked(current, nowMs)) {
        probe.ask(this, node.address);
      }
    }
  }

  /** A node has answered to {@link RecoveryProbe#ask}, or has not. */
  public void answered(String address, long nowMs, long rtMs, boolean healthy) {
    OutlierNode node = find(nodes, address);
    if (node != null) {
      node.answered(rule, nowMs, healthy);
      if (healthy) {
        node.breaker.complete(nowMs, rtMs, false);
      }
    }
  }

  private static @Nullable OutlierNode find(OutlierNode[] known, String address) {
    for (OutlierNode node : known) {
      if (node.address.equals(address)) {
        return node;
      }
    }
    return null;
  }

  private OutlierNode add(String address, long nowMs) {
    lock();
    try {
      OutlierNode[] old = nodes;
      OutlierNode made = find(old, address);
      if (made != null) {
        return made;
      }
      CircuitBreaker breaker = CircuitBreaker.of(rule.breaker(), options);
      OutlierNode node = new OutlierNode(address, breaker, nowMs);
      OutlierNode[] more = new OutlierNode[Math.min(old.length + 1, MAX_NODES)];
      int gone = old.length < MAX_NODES ? old.length : idlest(old);
      System.arraycopy(old, 0, more, 0, gone);
      System.arraycopy(old, Math.min(gone + 1, old.length), more, gone, more.length - gone - 1);
      more[more.length - 1] = node;
      nodes = more;
      return node;
    } finally {
      lock.set(0, 0);
    }
  }

  /** The node that is missed least. */
  private static int idlest(OutlierNode[] known) {
    int idlest = 0;
    for (int i = 1; i < known.length; i++) {
      boolean out = known[idlest].isOut();
      boolean better = known[i].lastUse() < known[idlest].lastUse();
      if (known[i].isOut() == out ? better : out) {
        idlest = i;
      }
    }
    return idlest;
  }

  private void remove(String address) {
    lock();
    try {
      OutlierNode[] old = nodes;
      int at = 0;
      while (at < old.length && !old[at].address.equals(address)) {
        at++;
      }
      if (at < old.length) {
        OutlierNode[] less = new OutlierNode[old.length - 1];
        System.arraycopy(old, 0, less, 0, at);
        System.arraycopy(old, at + 1, less, at, less.length - at);
        nodes = less;
      }
    } finally {
      lock.set(0, 0);
    }
  }

  /** Nodes come and go seldom: a short spin. */
  private void lock() {
    boolean mine = false;
    while (!mine) {
      mine = lock.get(0) == 0 && lock.compareAndSet(0, 0, 1);
    }
  }
}
