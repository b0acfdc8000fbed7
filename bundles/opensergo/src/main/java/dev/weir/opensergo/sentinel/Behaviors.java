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
   * @param least smallest waiting time that the format has
   */
  static Behaviors read(Fields fields, Dialect dialect, long least) {
    boolean throttling = WORDS.optional(fields, "controlBehavior", dialect);
    long most = throttling ? Throttling.MAX_QUEUEING_MS : Long.MAX_VALUE;
    long wait = fields.optional("maxQueueingTimeMs").map(f -> f.integer(least, most)).orElse(0L);
    return new Behaviors(throttling, wait);
  }

  ControlBehavior behavior() {
    return throttling ? new Throttling(maxQueueingTimeMs) : new Reject();
  }
}
