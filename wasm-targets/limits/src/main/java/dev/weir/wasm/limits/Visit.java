package dev.weir.wasm.limits;

import dev.weir.engine.Ahead;
import dev.weir.engine.HostedResource;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Verdict;
import dev.weir.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * One call, from its enter to its end: what was decided, and what is decided just now. Used again
 * and again.
 */
final class Visit {

  final Entry entry = new Entry();
  @Nullable Limit limit;
  @Nullable Rule blockedBy;

  /** The stream, or 0. */
  int stream;

  /** Its number among {@link Visits}. */
  int number;

  /** An earlier one of the same stream, in another resource. */
  @Nullable Visit under;

  /** Its stream was decided before, in the resource of its name. */
  boolean further;

  /** It was decided on cells of this worker alone. */
  boolean local;

  /** It was let through ahead, on a {@link Lease}. */
  boolean leased;

  /** It ends without having gone on, since another resource of its stream has blocked it. */
  boolean abandoned;

  /** When it may go on, in nanoseconds since the epoch; 0 while it does not wait. */
  long dueNanos;

  /** When it was counted among all inbound calls, in nanoseconds since the epoch; 0 if not. */
  long inboundNanos;

  /** When it came in, in nanoseconds since the epoch, if its end is to be told; else 0. */
  long sinceNanos;

  /** What stands for all calls, where it is counted among them and has rules of its own. */
  @Nullable Limit all;

  /** Its place among those that wait. */
  int place;

  private long nowNanos;
  private boolean ends;
  private boolean error;
  private boolean matters;

  /** The one of this and those under it that waits for its turn, or null. */
  @Nullable Visit waiting() {
    Visit visit = this;
    while (visit != null && visit.dueNanos == 0) {
      visit = visit.under;
    }
    return visit;
  }

  /** Whether it matters how it ends, or one of those under it. */
  boolean wantsOutcome() {
    for (Visit visit = this; visit != null; visit = visit.under) {
      Limit entered = visit.limit;
      if (entered != null && (entered.traits().errors() || visit.sinceNanos != 0)) {
        return true;
      }
    }
    return false;
  }

  void begin(long nanos) {
    ends = false;
    local = false;
    leased = false;
    nowNanos = nanos;
  }

  void end(long nanos, boolean failed) {
    ends = true;
    nowNanos = nanos;
    error = failed;
  }

  /**
   * Is let through on a lease, by what lies outside of the cells.
   *
   * @return whether it may go on
   */
  boolean enterLeased(HostedResource node, long nanos) {
    begin(nanos);
    if (node.ahead().enter(entry, nanos) == Verdict.BLOCK) {
      return false;
    }
    leased = true;
    return true;
  }

  /**
   * Ends a call that was let through so.
   *
   * @return whether the cells have to be told at once
   */
  boolean completeLeased(HostedResource node) {
    matters = node.ahead().complete(entry, nowNanos, error);
    return matters;
  }

  /** Is no call at all: whoever loads cells with it tells and gives back what a lease holds. */
  void settle(long nanos) {
    end(nanos, false);
    leased = true;
    matters = false;
  }

  /** When the step is that it is at, in nanoseconds since the epoch. */
  long nanos() {
    return nowNanos;
  }

  /** Whether it is a call that enters. */
  boolean enters() {
    return !ends;
  }

  /** Whether a call that enters was let through. */
  boolean passes() {
    return entry.verdict() != Verdict.BLOCK;
  }

  /** Has the step that it is at decided on what the resource's cells hold. */
  void decide(HostedResource node) {
    if (leased && matters) {
      node.ahead().ended(nowNanos, 1, Ahead.rtMs(entry, nowNanos), error);
    } else if (leased) {
      return;
    } else if (abandoned) {
      node.abandon(entry, nowNanos);
    } else if (ends) {
      node.complete(entry, nowNanos, error);
    } else {
      node.enter(entry, nowNanos);
    }
  }
}
