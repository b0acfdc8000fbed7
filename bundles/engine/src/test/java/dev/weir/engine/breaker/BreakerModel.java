package dev.weir.engine.breaker;

import dev.weir.engine.call.BreakerState;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import java.util.NavigableMap;

/**
 * A circuit breaker as its documentation says, written without care for time or memory: what the
 * compiled one is compared with. Every bucket that ever was is kept.
 */
final class BreakerModel {

  final CircuitBreakerRule rule;
  final NavigableMap<Long, long[]> buckets;
  BreakerState state = BreakerState.CLOSED;
  private long nextRetry;
  private long probes;

  BreakerModel(CircuitBreakerRule rule, NavigableMap<Long, long[]> buckets) {
    this.rule = rule;
    this.buckets = buckets;
  }

  boolean passes(long now) {
    if (state == BreakerState.OPEN && now >= nextRetry) {
      state = BreakerState.HALF_OPEN;
      return true;
    }
    return state == BreakerState.CLOSED
        || (state == BreakerState.HALF_OPEN && rule.recovery().probeNum() > 0);
  }

  void complete(long now, long rt, boolean error) {
    boolean bad =
        rule.strategy() instanceof Strategy.SlowRequestRatio slow
            ? rt > slow.maxAllowedRtMs()
            : error;
    long[] bucket = buckets.computeIfAbsent(start(now), s -> new long[2]);
    bucket[0]++;
    bucket[1] += bad ? 1 : 0;
    if (state == BreakerState.HALF_OPEN) {
      probe(now, bad);
    } else if (state == BreakerState.CLOSED && tooMany(now)) {
      open(now);
    }
  }

  private void probe(long now, boolean bad) {
    if (bad) {
      open(now);
    } else if (++probes >= rule.recovery().probeNum()) {
      state = BreakerState.CLOSED;
      probes = 0;
      buckets.tailMap(oldest(now)).values().forEach(b -> b[0] = b[1] = 0);
    }
  }

  private void open(long now) {
    state = BreakerState.OPEN;
    probes = 0;
    nextRetry = now + rule.recovery().retryTimeoutMs();
  }

  private boolean tooMany(long now) {
    long all = 0;
    long bad = 0;
    for (long[] bucket : buckets.tailMap(oldest(now)).values()) {
      all += bucket[0];
      bad += bucket[1];
    }
    if (all < rule.minRequestAmount()) {
      return false;
    }
    if (rule.strategy() instanceof Strategy.ErrorCount count) {
      return bad >= Math.floor(count.maxErrors());
    }
    double limit =
        rule.strategy() instanceof Strategy.SlowRequestRatio slow
            ? slow.maxSlowRatio()
            : ((Strategy.ErrorRatio) rule.strategy()).maxErrorRatio();
    return (double) bad / all > limit - 0.00000001;
  }

  private long start(long now) {
    long length = rule.window().statIntervalMs() / rule.window().effectiveBucketCount();
    return now / length * length;
  }

  private long oldest(long now) {
    return start(now) - rule.window().statIntervalMs() + 1;
  }
}
