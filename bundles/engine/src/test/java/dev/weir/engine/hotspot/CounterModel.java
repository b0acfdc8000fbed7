package dev.weir.engine.hotspot;

import static java.util.Objects.requireNonNull;

import dev.weir.engine.call.ParamHash;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Metric.Qps;
import java.util.LinkedHashMap;

/**
 * A hotspot rule as sentinel-golang has it: a map in order of access whose eldest entry goes, and
 * plain arithmetic. What the compiled one is compared with.
 */
final class CounterModel {

  private final HotspotRule rule;
  private final ParamHash hash;
  final LinkedHashMap<Long, long[]> values = new LinkedHashMap<>(16, 0.75f, true);

  CounterModel(HotspotRule rule, ParamHash hash) {
    this.rule = rule;
    this.hash = hash;
  }

  private long threshold(long key) {
    for (HotspotRule.SpecificItem item : rule.specificItems()) {
      if (hash.of(item.value()) == key) {
        return item.threshold();
      }
    }
    return rule.threshold();
  }

  private long[] known(long key) {
    return requireNonNull(values.get(key));
  }

  private boolean addIfAbsent(long key, long first, long second) {
    if (values.get(key) != null) {
      return false;
    }
    values.put(key, new long[] {first, second});
    if (values.size() > rule.paramsMaxCapacity()) {
      values.remove(values.keySet().iterator().next());
    }
    return true;
  }

  long check(long key, long now, long batch) {
    if (!(rule.metric() instanceof Qps qps)) {
      return addIfAbsent(key, 0, 0) || known(key)[0] + 1 <= threshold(key) ? 0 : -1;
    }
    long duration = 1000L * qps.durationInSec();
    long threshold = threshold(key);
    if (threshold <= 0) {
      return -1;
    }
    return qps.controlBehavior() instanceof ControlBehavior.Throttling t
        ? pace(key, now, batch * duration / threshold, t.maxQueueingTimeMs())
        : take(key, now, batch, qps);
  }

  private long pace(long key, long now, long distance, long maxQueueingMs) {
    if (addIfAbsent(key, now, 0)) {
      return 0;
    }
    long expected = known(key)[0] + distance;
    if (expected > now && expected - now >= maxQueueingMs) {
      return -1;
    }
    known(key)[0] = Math.max(expected, now);
    return Math.max(0, expected - now);
  }

  private long take(long key, long now, long batch, Qps qps) {
    long threshold = threshold(key);
    long full = threshold + qps.burstCount();
    if (batch > full) {
      return -1;
    }
    if (addIfAbsent(key, now, full - batch)) {
      return 0;
    }
    long[] value = known(key);
    long passed = now - value[0];
    long duration = 1000L * qps.durationInSec();
    boolean refill = passed > duration;
    long tokens = refill ? Math.min(full, value[1] + passed * threshold / duration) : value[1];
    if (tokens < batch) {
      return -1;
    }
    value[0] = refill ? now : value[0];
    value[1] = tokens - batch;
    return 0;
  }

  /** Adds to the running calls of a value, if it is known. */
  void run(long key, long delta) {
    long[] value = values.get(key);
    if (value != null) {
      value[0] += delta;
    }
  }
}
