package dev.weir.engine.hotspot;

import dev.weir.engine.call.ParamHash;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Metric;

/** Which counter a rule has, and how many values it tells apart. */
final class Counters {

  /** Sentinel's, core/hotspot/params_metric.go. */
  private static final int CONCURRENCY_MAX_COUNT = 4_000;

  private static final int PARAMS_CAPACITY_BASE = 4_000;
  private static final int PARAMS_MAX_CAPACITY = 20_000;

  private Counters() {}

  /** The counter of a rule over a table, which may be that of the rule before it. */
  static Counter of(HotspotRule rule, ParamTable table, ParamHash hash) {
    ItemTable thresholds = new ItemTable(rule, hash);
    if (!(rule.metric() instanceof Metric.Qps qps)) {
      return new Running(table, thresholds);
    }
    return qps.controlBehavior() instanceof ControlBehavior.Throttling throttling
        ? new Pacer(qps, throttling, table, thresholds)
        : new TokenBucket(qps, table, thresholds);
  }

  /** How many values a rule tells apart. */
  static int capacity(HotspotRule rule) {
    if (rule.paramsMaxCapacity() > 0) {
      return rule.paramsMaxCapacity();
    }
    return rule.metric() instanceof Metric.Qps qps
        ? (int) Math.min(PARAMS_MAX_CAPACITY, (long) PARAMS_CAPACITY_BASE * qps.durationInSec())
        : CONCURRENCY_MAX_COUNT;
  }
}
