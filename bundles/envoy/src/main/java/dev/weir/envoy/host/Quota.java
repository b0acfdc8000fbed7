package dev.weir.envoy.host;

import dev.weir.rule.FlowRule;
import java.util.List;

/**
 * The threshold of one rule and who has how much of it. What is reserved is never more than the
 * threshold by anything that happens here: a share is raised only as far as others were lowered,
 * have taken that up, and have nothing in a window any more of what they had. For one thread.
 */
final class Quota {

  /** So long what a proxy has taken up may not be known to all its workers, in nanoseconds. */
  static final long TAKE_UP_NANOS = 250_000_000L;

  /** Length of the slots in which calls are counted, in nanoseconds. */
  static final long SLOT_NANOS = 500_000_000L;

  private static final long NANOS_PER_MS = 1_000_000;

  /** A sliding window is longer than its interval by its oldest part, a twentieth. */
  private static final double WINDOW = 1.1;

  /** A proxy gets more than it has wanted by this part of it and one call, to begin at once. */
  private static final double AHEAD = 1 / 8.0;

  /** A share that is too large by less than this part of it stays as it is. */
  private static final double STEADY = 1 / 64.0;

  /** So long a share that was lowered counts at most, and a slice more. */
  static final long LONGEST_NANOS = 2 * memoryNanos(FlowRule.MAX_SHARED_INTERVAL_MS);

  private final FlowRule rule;
  private final int place;
  private final double calls;
  private final long sliceNanos;
  private double reserved;

  /**
   * One of nobody.
   *
   * @param place of its holdings in the lists of all proxies
   */
  Quota(FlowRule rule, int place) {
    this.rule = rule;
    this.place = place;
    this.calls = Math.floor(rule.threshold());
    this.sliceNanos = memoryNanos(rule.statIntervalInMs()) / (Holding.SLICES - 1);
  }

  /** So long a share that was lowered counts. */
  private static long memoryNanos(int intervalMs) {
    return (long) (intervalMs * WINDOW * NANOS_PER_MS) + TAKE_UP_NANOS;
  }

  FlowRule rule() {
    return rule;
  }

  /** What a proxy has of it. */
  Holding holding(Sharer proxy) {
    return proxy.holding(place);
  }

  /** By what filters find their share of it: no two rules that are divided have the same. */
  int key() {
    return rule.id().hashCode();
  }

  /** The share as a part of the threshold, such that it is as many whole calls. */
  double part(Sharer proxy) {
    double share = proxy.holding(place).share();
    double part = share / rule.threshold();
    return part * rule.threshold() < share ? Math.nextUp(part) : part;
  }

  /**
   * A proxy comes, or comes back, and is to have its first share.
   *
   * @param uses what it may be using, as a part of the threshold
   * @param even the part of it that is one proxy's when all have the same
   */
  void join(Holding holding, double uses, double even, long nanos) {
    advance(holding, nanos);
    double left = left(holding);
    double most = Math.floor(uses > 0 ? left : Math.ceil(left / 2));
    double was = holding.reserved();
    holding.gone();
    holding.share(Math.min(Math.floor(even * calls), most));
    holding.target(holding.share());
    holding.mayUse(Math.floor(uses * calls));
    reserved += holding.reserved() - was;
  }

  /** A proxy may use this part of the threshold, whatever its share is. */
  void mayUse(Holding holding, double part) {
    double was = holding.reserved();
    holding.mayUse(Math.floor(part * calls));
    reserved += holding.reserved() - was;
  }

  /** What a proxy goes on with that has this of the rule before, which may be the same. */
  Holding goOn(Holding old, FlowRule before, long nanos) {
    Holding holding = old;
    if (rule.equals(before)) {
      holding.advance(nanos / sliceNanos);
    } else {
      boolean counted = rule.resource().equals(before.resource());
      holding = new Holding();
      holding.inherit(old, rule.threshold() / before.threshold(), counted, nanos / sliceNanos);
    }
    reserved += holding.reserved();
    return holding;
  }

  /** The proxy has counted so many calls of the resource. */
  void counted(Holding holding, long total, long nanos) {
    holding.counted(total, nanos / SLOT_NANOS);
  }

  /**
   * Divides it anew; who gets what it is told by {@link #adjust}.
   *
   * @param sharers all proxies
   * @param alive how many of them get something
   */
  void divide(List<Sharer> sharers, int alive, long nanos) {
    double[] wanted = new double[alive];
    double windows = rule.statIntervalInMs() * (double) NANOS_PER_MS / SLOT_NANOS;
    reserved = 0;
    int i = 0;
    for (Sharer sharer : sharers) {
      Holding holding = sharer.holding(place);
      holding.advance(nanos / sliceNanos);
      reserved += holding.reserved();
      if (!sharer.isGone()) {
        double most = holding.most(nanos / SLOT_NANOS) * windows;
        wanted[i++] = most == 0 ? 0 : most * (1 + AHEAD) + 1;
      }
    }
    if (alive > 0) {
      new Division(calls, alive).divide(wanted);
    }
    i = 0;
    for (Sharer sharer : sharers) {
      if (!sharer.isGone()) {
        sharer.holding(place).target(wanted[i++]);
      }
    }
  }

  /** Brings a proxy's share nearer to what the last division gives it; whether it has changed. */
  boolean adjust(Holding holding, long nanos) {
    double share = holding.share();
    double target = holding.target();
    if (target < share - share * STEADY) {
      holding.share(target);
      return true;
    }
    advance(holding, nanos);
    double next = Math.min(target, Math.floor(left(holding)));
    if (next <= share) {
      return false;
    }
    double was = holding.reserved();
    holding.share(next);
    reserved += holding.reserved() - was;
    return true;
  }

  /** What is not reserved for others. */
  private double left(Holding holding) {
    return Math.max(0, calls - (reserved - holding.reserved()));
  }

  private void advance(Holding holding, long nanos) {
    double was = holding.reserved();
    holding.advance(nanos / sliceNanos);
    reserved += holding.reserved() - was;
  }
}
