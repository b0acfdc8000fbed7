package dev.weir.engine.breaker;

import dev.weir.rule.CircuitBreakerRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breakers of one resource, in the order of their rules.
 *
 * <p>A call is blocked by the first breaker that does not let it pass; breakers that the same call
 * was to probe go back to open then. A completed call is counted by all that are in force when it
 * completes.
 */
public final class Breakers {

  /** Of a resource without such rules. */
  public static final Breakers NONE = new Breakers(new CircuitBreaker[0]);

  private final CircuitBreaker[] breakers;

  private Breakers(CircuitBreaker[] breakers) {
    this.breakers = breakers;
  }

  /**
   * Breakers for rules that come into force after others, as sentinel-golang replaces them
   * (core/circuitbreaker/rule_manager.go): an equal rule keeps its breaker and with it the state;
   * one with the same strategy and window keeps what was counted, and starts closed.
   *
   * @param rules of the resource, in order of precedence
   * @param before the breakers until now
   */
  public static Breakers of(
      List<CircuitBreakerRule> rules, Breakers before, BreakerOptions options) {
    if (rules.isEmpty()) {
      return NONE;
    }
    List<CircuitBreaker> old = new ArrayList<>(List.of(before.breakers));
    CircuitBreaker[] next = new CircuitBreaker[rules.size()];
    for (int i = 0; i < next.length; i++) {
      next[i] = take(rules.get(i), old, options);
    }
    return new Breakers(next);
  }

  private static CircuitBreaker take(
      CircuitBreakerRule rule, List<CircuitBreaker> old, BreakerOptions options) {
    int reusable = -1;
    for (int i = 0; i < old.size(); i++) {
      if (BreakerRules.equal(old.get(i).rule(), rule)) {
        return old.remove(i);
      }
      if (reusable < 0 && BreakerRules.statReusable(old.get(i).rule(), rule)) {
        reusable = i;
      }
    }
    return reusable < 0
        ? CircuitBreaker.of(rule, options)
        : CircuitBreaker.replacing(old.remove(reusable), rule, options);
  }

  /** How many there are. */
  public int size() {
    return breakers.length;
  }

  /** The breaker of the rule at that place. */
  public CircuitBreaker get(int index) {
    return breakers[index];
  }

  /**
   * Decides a call.
   *
   * @return the rule that blocks it, or null
   */
  public @Nullable CircuitBreakerRule check(long nowMs) {
    Probing probing = null;
    for (CircuitBreaker breaker : breakers) {
      int verdict = breaker.tryPass(nowMs);
      if (verdict == CircuitBreaker.PROBE) {
        probing = new Probing(breaker, probing);
      } else if (verdict == CircuitBreaker.BLOCK) {
        if (!breaker.rule().policy().shadow()) {
          rollBack(probing, nowMs);
          return breaker.rule();
        }
        breaker.shadowBlocked();
      }
    }
    return null;
  }

  /** Counts a completed call. */
  public void complete(long nowMs, long rtMs, boolean error) {
    for (CircuitBreaker breaker : breakers) {
      breaker.complete(nowMs, rtMs, error);
    }
  }

  private static void rollBack(@Nullable Probing last, long nowMs) {
    for (Probing probing = last; probing != null; probing = probing.before) {
      probing.breaker.rollBack(nowMs);
    }
  }

  /** A breaker that this call probes, and those before it. */
  private record Probing(CircuitBreaker breaker, @Nullable Probing before) {}
}
