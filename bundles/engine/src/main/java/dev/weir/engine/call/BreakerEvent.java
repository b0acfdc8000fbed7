package dev.weir.engine.call;

import dev.weir.rule.CircuitBreakerRule;

/**
 * A change of a breaker's state.
 *
 * @param rule of the breaker
 * @param from the state before
 * @param to the state after
 * @param snapshot what opened it: the ratio of slow calls or errors, or the number of errors; 1 for
 *     a probe that failed or was blocked elsewhere; 0 when {@code to} is not {@code OPEN}
 */
public record BreakerEvent(
    CircuitBreakerRule rule, BreakerState from, BreakerState to, double snapshot) {}
