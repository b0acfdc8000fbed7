package dev.weir.opensergo.sentinel;

import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.ControlBehavior.Reject;
import dev.weir.rule.ControlBehavior.Throttling;

/**
 * {@code controlBehavior} with {@code maxQueueingTimeMs}.
 *
 * @param throttling whether calls wait for their turn
 * @param maxQueueingTimeMs as written; read when throttling
 */
record Behaviors(boolean throttling, long maxQueueingTimeMs) {

  private static final Words<Boolean> WORDS =
      new Words<Boolean>().with(0, "Reject", false).with(1, "Throttling", true);

  /**
   * Reads both fields.
   *
   * @param wide whether the waiting time has 64 bits and a sign where it is not used, as a hotspot
   *     rule's has in Sentinel; else it has 32 without one
   */
  static Behaviors read(Fields fields, Dialect dialect, boolean wide) {
    boolean throttling = WORDS.optional(fields, "controlBehavior", dialect);
    long least = wide ? Long.MIN_VALUE : 0;
    long most = wide && !throttling ? Long.MAX_VALUE : Throttling.MAX_QUEUEING_MS;
    long wait = fields.optional("maxQueueingTimeMs").map(f -> f.integer(least, most)).orElse(0L);
    return new Behaviors(throttling, wait);
  }

  ControlBehavior behavior() {
    return throttling ? new Throttling(maxQueueingTimeMs) : new Reject();
  }
}
