package dev.weir.engine.outlier;

import dev.weir.engine.breaker.BreakerOptions;
import dev.weir.engine.breaker.CircuitBreaker;
import dev.weir.engine.call.BreakerState;
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
  private final NodeList nodes = new NodeList(MAX_NODES);
  private volatile OutlierRule rule;

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
    return nodes.all().length;
  }

  /** The state of a node, or null when it is not known. */
  public @Nullable BreakerState state(String address) {
    OutlierNode node = nodes.find(address);
    return node == null ? null : node.breaker.state();
  }

  /** Puts another rule in force; nodes keep of their state what circuit breakers keep. */
  public void replace(OutlierRule next) {
    rule = next;
    nodes.replaceEach(
        node -> node.with(CircuitBreaker.replacing(node.breaker, next.breaker(), options)));
  }

  /**
   * Says which nodes the next call should leave out: those that are out, up to the rule's share of
   * all; and from which a probe is wanted. Opens the way for probes as a breaker's check does.
   */
  public void eject(long nowMs, Ejection into) {
    OutlierRule current = rule;
    OutlierNode[] known = nodes.all();
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
      OutlierNode known = nodes.find(address);
      OutlierNode node = known == null ? nodes.add(address, made -> made(made, nowMs)) : known;
      node.completed(nowMs, rtMs, error);
    }
  }

  private OutlierNode made(String address, long nowMs) {
    return new OutlierNode(address, CircuitBreaker.of(rule.breaker(), options), nowMs);
  }

  /**
   * Forgets the nodes whose time is over, and has those asked that it is time for. To be called
   * about once a second.
   */
  public void tick(long nowMs, RecoveryProbe probe) {
    OutlierRule current = rule;
    for (OutlierNode node : nodes.all()) {
      if (node.isForgotten(nowMs)) {
        nodes.remove(node.address);
      } else if (node.isToBeAsked(current, nowMs)) {
        probe.ask(this, node.address);
      }
    }
  }

  /** A node has answered to {@link RecoveryProbe#ask}, or has not. */
  public void answered(String address, long nowMs, long rtMs, boolean healthy) {
    OutlierNode node = nodes.find(address);
    if (node != null) {
      node.answered(rule, nowMs, healthy);
      if (healthy) {
        node.breaker.complete(nowMs, rtMs, false);
      }
    }
  }
}
