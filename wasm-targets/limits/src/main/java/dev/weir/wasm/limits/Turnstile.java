package dev.weir.wasm.limits;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.type.Status;

/**
 * Lets streams go on that wait for their turn. The proxy's timer is set for the earliest of them;
 * it is the timer of one plugin context and ends with it, so every plugin that has rules ticks
 * slowly of itself, and takes up what an ended one has left.
 */
final class Turnstile {

  /** Slow ticks, in milliseconds. */
  static final int IDLE_MS = 100;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Host host;
  private final int streamType;
  private final Waits waits = new Waits();
  private boolean ticking;

  /**
   * @param streamType what is let go: a {@link dev.weir.wasm.sdk.type.StreamType}
   */
  Turnstile(Host host, int streamType) {
    this.host = host;
    this.streamType = streamType;
  }

  /**
   * Rules are in force; the callback of their plugin runs. Once there were some, it ticks for good.
   */
  void configured(boolean withRules) {
    ticking |= withRules;
    if (ticking) {
      host.tickEvery(IDLE_MS);
    }
  }

  /** A call waits; the callback of its stream runs. Of a stream's waits the longest counts. */
  void add(Visit visit, long nowNanos) {
    long dueNanos = nowNanos + visit.entry.waitNanos();
    Visit waiting = visit.under == null ? null : visit.under.waiting();
    if (waiting != null) {
      if (waiting.dueNanos >= dueNanos) {
        return;
      }
      remove(waiting);
    }
    visit.dueNanos = dueNanos;
    waits.add(visit);
    if (waits.first() == visit) {
      host.tickEvery(period(visit, nowNanos));
    }
  }

  /** A call that may wait has ended. */
  void remove(Visit visit) {
    if (visit.dueNanos != 0) {
      waits.remove(visit);
      visit.dueNanos = 0;
    }
  }

  /** A timer has fired; the callback of its plugin runs. Gives the time. */
  long tick(int plugin) {
    long now = host.nanos();
    Visit first = waits.first();
    while (first != null && (now < 0 || first.dueNanos <= now)) {
      waits.remove(first);
      first.dueNanos = 0;
      if (host.effectiveContext(first.stream) == Status.OK) {
        host.streams().resume(streamType);
      }
      first = waits.first();
    }
    host.effectiveContext(plugin);
    host.tickEvery(first != null ? period(first, now) : IDLE_MS);
    return now;
  }

  /** Never early: a due moment within a millisecond is at its end. */
  private static int period(Visit visit, long nowNanos) {
    long nanos = visit.dueNanos - nowNanos;
    return (int) Math.max(1, Math.min(IDLE_MS, (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI));
  }
}
