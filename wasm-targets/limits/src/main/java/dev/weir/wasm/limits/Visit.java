package dev.weir.wasm.limits;

import dev.weir.engine.HostedResource;
import dev.weir.engine.call.Entry;
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

  /** When it came in, in nanoseconds since the epoch, if its end is to be told; else 0. */
  long sinceNanos;

  /** What stands for all calls, where it is counted among them and has rules of its own. */
  @Nullable Limit all;

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

  /** Has the step that it is at decided on what the resource's cells hold. */
  void decide(HostedResource node) {
    if (ends) {
      node.complete(entry, nowNanos, error);
    } else {
      node.enter(entry, nowNanos);
    }
  }
}
