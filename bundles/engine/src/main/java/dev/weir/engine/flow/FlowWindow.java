package dev.weir.engine.flow;

import dev.weir.engine.call.Keep;
import dev.weir.engine.call.Site;
import dev.weir.engine.cell.Region;
import dev.weir.engine.cell.Ring;
import dev.weir.engine.cell.StatNode;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Window;
import org.jspecify.annotations.Nullable;

/**
 * The passes that a flow rule looks at: a view of a resource's statistics where they can be used,
 * else a window of the rule's own, which counts what passes of the rule's resource (also when the
 * rule is associated with another: Sentinel's standalone statistic).
 *
 * @param passes what is looked at
 * @param own cells of the rule's own window; null when the statistics are looked at
 * @param ofResource whether the statistics are those of the rule's own resource
 */
record FlowWindow(Ring passes, @Nullable Region own, boolean ofResource) {

  /** A sliding window forgets a pass at most this part of its interval late. */
  static final int SLIDING_PARTS = 20;

  static FlowWindow of(FlowRule rule, Site site, @Nullable FlowWindow old, Keep keep) {
    boolean compatible = rule.window() == Window.COMPATIBLE && !rule.policy().shadow();
    if (compatible && reusesStatistics(rule.statIntervalInMs())) {
      int span = rule.statIntervalInMs() / StatNode.BUCKET_MS;
      String associated = rule.refResource();
      return associated == null
          ? new FlowWindow(site.passes(span), null, true)
          : new FlowWindow(site.passesOf(associated, span), null, false);
    }
    Ring.Shape shape = shape(rule);
    Region held = old == null || keep == Keep.NOTHING ? null : old.own();
    Region own = held == null ? site.allocate(shape.buckets()) : site.keep(held);
    return new FlowWindow(new Ring(own, shape), own, false);
  }

  /** Whether sentinel-golang reads the resource's ring (core/flow, generateStatFor). */
  static boolean reusesStatistics(int intervalMs) {
    return intervalMs % StatNode.BUCKET_MS == 0 && StatNode.RING_MS % intervalMs == 0;
  }

  private static Ring.Shape shape(FlowRule rule) {
    int interval = rule.statIntervalInMs();
    return rule.window() == Window.SLIDING ? sliding(interval) : compatible(interval);
  }

  /** Sentinel's buckets: of 500 ms where they fit into the interval, else one. */
  static Ring.Shape compatible(int intervalMs) {
    boolean fits = intervalMs <= StatNode.RING_MS && intervalMs % StatNode.BUCKET_MS == 0;
    int buckets = fits ? intervalMs / StatNode.BUCKET_MS : 1;
    return new Ring.Shape(intervalMs / buckets, buckets, buckets);
  }

  /**
   * Buckets of a twentieth, and one more than the interval has: what is left of the oldest one
   * counts whole, so no interval ever holds more than the window counted.
   */
  static Ring.Shape sliding(int intervalMs) {
    long bucket = (intervalMs + SLIDING_PARTS - 1L) / SLIDING_PARTS;
    int buckets = (int) ((intervalMs + bucket - 1) / bucket) + 1;
    return new Ring.Shape(bucket, buckets, buckets);
  }
}
