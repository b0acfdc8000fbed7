package dev.weir.simulate.envoy;

import dev.weir.rule.ParamValue;
import java.util.Map;

/**
 * One line of an access log.
 *
 * @param startNanos when the call began, since the epoch
 * @param durationNanos how long it took
 * @param resource {@code METHOD:/path}, as the HTTP filter names it
 * @param error whether the answer was a server's error
 * @param attachments every other field that has a value, by its name
 */
record LoggedCall(
    long startNanos,
    long durationNanos,
    String resource,
    boolean error,
    Map<String, ParamValue> attachments) {}
