package dev.weir.manager.steer;

import dev.weir.engine.Pilot;
import dev.weir.hook.SignalEvent;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Strategy;

/**
 * What has ended at a port, for its circuit breaker. Where the breaker looks for what is slow, a
 * call is a round trip of TCP. Where it looks for errors, a call is a connection that ended and an
 * error one that was reset; where nobody counts those, a segment that was sent and one that had to
 * be sent again.
 */
final class BreakerFeed {

  private static final long MICROS_PER_MS = 1_000;

  private BreakerFeed() {}

  static Feed of(CircuitBreakerRule rule) {
    return rule.strategy() instanceof Strategy.SlowRequestRatio
        ? new Slow(rule.resource(), new Growth(), new Growth())
        : new Failed(rule.resource(), new Growth(), new Growth(), new Growth(), new Growth());
  }

  /** Round trips; of one round all as long as their mean. */
  private record Slow(String resource, Growth samples, Growth micros) implements Feed {

    @Override
    public void tell(Pilot pilot, Sights sights, Round round) {
      long count = samples.to(sights.counted(resource, SignalEvent.RTT_SAMPLES));
      long sum = micros.to(sights.counted(resource, SignalEvent.RTT));
      if (count > 0) {
        pilot.ended(round.toNanos(), count, sum / count / MICROS_PER_MS, false);
      }
    }
  }

  /** Connections, or segments. The bad ones first: one of them ends a half-open state. */
  private record Failed(
      String resource, Growth ended, Growth resets, Growth segments, Growth repeated)
      implements Feed {

    @Override
    public void tell(Pilot pilot, Sights sights, Round round) {
      long all = ended.to(sights.counted(resource, SignalEvent.COMPLETE));
      long bad = resets.to(sights.counted(resource, SignalEvent.RESETS));
      long sent = segments.to(sights.counted(resource, SignalEvent.SEGMENTS));
      long again = repeated.to(sights.counted(resource, SignalEvent.RETRANSMITS));
      boolean connections =
          sights.counted(resource, SignalEvent.COMPLETE) >= 0
              && sights.counted(resource, SignalEvent.RESETS) >= 0;
      long failed = connections ? bad : again;
      pilot.ended(round.toNanos(), failed, 0, true);
      pilot.ended(round.toNanos(), (connections ? all : sent) - failed, 0, false);
    }
  }
}
