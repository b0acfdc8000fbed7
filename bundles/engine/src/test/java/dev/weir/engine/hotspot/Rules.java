package dev.weir.engine.hotspot;

import dev.weir.rule.ControlBehavior;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Metric;
import dev.weir.rule.HotspotRule.SpecificItem;
import dev.weir.rule.ParamValue;
import dev.weir.rule.Policy;
import java.util.List;
import java.util.Random;

/** Hotspot rules for tests. */
final class Rules {

  private Rules() {}

  static HotspotRule of(Metric metric, long threshold, int capacity, SpecificItem... items) {
    HotspotRule.Param first = new HotspotRule.Param(0, "");
    return new HotspotRule(
        "h", "svc", first, metric, threshold, capacity, List.of(items), Policy.DEFAULT);
  }

  static HotspotRule reject(long threshold, int seconds, long burst, int capacity) {
    return of(new Metric.Qps(seconds, burst, new ControlBehavior.Reject()), threshold, capacity);
  }

  static HotspotRule throttle(long threshold, int seconds, long maxQueueingMs, int capacity) {
    ControlBehavior pace = new ControlBehavior.Throttling(maxQueueingMs);
    return of(new Metric.Qps(seconds, 0, pace), threshold, capacity);
  }

  static HotspotRule concurrency(long threshold, int capacity) {
    return of(new Metric.Concurrency(), threshold, capacity);
  }

  /** Any rule, over the values 0 to 9 and a few strangers. */
  static HotspotRule random(Random random) {
    int capacity = 1 + random.nextInt(random.nextBoolean() ? 4 : 40);
    long threshold = random.nextInt(6);
    SpecificItem item =
        new SpecificItem(new ParamValue.OfLong(random.nextInt(10)), random.nextInt(9));
    ControlBehavior behavior =
        random.nextBoolean()
            ? new ControlBehavior.Reject()
            : new ControlBehavior.Throttling(random.nextInt(2_000));
    Metric metric =
        random.nextInt(3) == 0
            ? new Metric.Concurrency()
            : new Metric.Qps(1 + random.nextInt(3), random.nextInt(4), behavior);
    return random.nextBoolean()
        ? of(metric, threshold, capacity, item)
        : of(metric, threshold, capacity);
  }
}
