package dev.weir.wasm.limits;

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

  /** It was decided on cells of this worker alone. */
  boolean local;

  /** When it may go on, in nanoseconds since the epoch; 0 while it does not wait. */
  long dueNanos;

  /** When it was counted among all inbound calls, in nanoseconds since the epoch; 0 if not. */
  long inboundNanos;

  /** Its place among those that wait. */
  int place;

  private long nowNanos;
  private boolean ends;
  private boolean error;

  void begin(long nanos) {
    ends = false;
    local = false;
    nowNanos = nanos;
  }

  void end(long nanos, boolean failed) {
    ends = true;
    nowNanos = nanos;
    error = failed;
  }

  /** When the step is that it is at, in nanoseconds since the epoch. */
  long nanos() {
    return nowNanos;
  }

  /** Whether it is a call that enters and that was let through. */
  boolean passes() {
    return !ends && entry.verdict() != Verdict.BLOCK;
  }

  /** Has the step that it is at decided on what the resource's cells hold. */
  void decide(HostedResource node) {
    if (ends) {
      node.complete(entry, nowNanos, error);
    } else {
      node.enter(entry, nowNanos);
    }
  }
}
