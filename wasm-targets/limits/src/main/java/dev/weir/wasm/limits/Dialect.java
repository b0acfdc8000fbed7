package dev.weir.wasm.limits;

import dev.weir.rule.Fallback;

/**
 * How a filter speaks.
 *
 * @param sharedPrefix of its keys in shared data: filters do not share counts
 * @param details of an answer, for the access log
 * @param answer to a blocked call whose rule has no fallback
 * @param grpcStatus of an answer, or -1
 * @param calls what a call is
 */
public record Dialect(
    String sharedPrefix, String details, Fallback answer, int grpcStatus, Calls calls) {

  /** What a call is. */
  public enum Calls {
    /** A request. */
    REQUEST,
    /** A request of which always is known how it ended. */
    CALL,
    /** A connection. */
    CONNECTION
  }
}
