package dev.weir.wasm.limits;

import dev.weir.rule.Fallback;

/**
 * How a filter speaks.
 *
 * @param sharedPrefix of its keys in shared data: filters do not share counts
 * @param details of an answer, for the access log
 * @param answer to a blocked call whose rule has no fallback
 * @param grpcStatus of an answer, or -1
 * @param countErrors whether the filter learns how a call ended
 */
public record Dialect(
    String sharedPrefix, String details, Fallback answer, int grpcStatus, boolean countErrors) {}
