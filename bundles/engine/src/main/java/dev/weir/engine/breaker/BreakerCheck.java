package dev.weir.engine.breaker;

import dev.weir.engine.call.Check;
import dev.weir.engine.call.Entry;
import dev.weir.rule.CircuitBreakerRule;

/** A circuit breaker in the plan of a resource. */
public final class BreakerCheck extends Check {

  private static final long NANOS_PER_MS = 1_000_000;

  private final CircuitBreaker breaker;
  private final int probeMark;

  /**
   * A check.
   *
   * @param probeMark by which it knows in an entry that the call is its probe
   */
  BreakerCheck(CircuitBreaker breaker, int probeMark) {
    this.breaker = breaker;
    this.probeMark = probeMark;
  }

  /** The breaker. */
  public CircuitBreaker breaker() {
    return breaker;
  }

  @Override
  public CircuitBreakerRule rule() {
    return breaker.rule();
  }

  @Override
  public int parts() {
    return COMPLETES | REFUSES;
  }

  @Override
  public long marks() {
    return 1L << probeMark;
  }

  @Override
  public long check(Entry entry, long nowNanos) {
    int verdict = breaker.tryPass(nowNanos / NANOS_PER_MS);
    if (verdict == CircuitBreaker.PROBE) {
      entry.mark(probeMark);
    }
    return verdict == CircuitBreaker.BLOCK ? BLOCK : PASS;
  }

  @Override
  public void refused(Entry entry, long nowNanos) {
    if (entry.marked(probeMark)) {
      breaker.rollBack(nowNanos / NANOS_PER_MS);
    }
  }

  @Override
  public void completed(Entry entry, long nowNanos, long rtMs, boolean error) {
    breaker.complete(nowNanos / NANOS_PER_MS, rtMs, error);
  }

  @Override
  public void abandoned(Entry entry, long nowNanos) {
    refused(entry, nowNanos);
  }

  @Override
  public double allowed(long nowNanos) {
    return breaker.allowed(nowNanos / NANOS_PER_MS);
  }

  @Override
  public long ahead(long nowNanos, long count) {
    return breaker.isCalm(nowNanos / NANOS_PER_MS) ? count : 0;
  }

  @Override
  public boolean matters(long rtMs, boolean error) {
    return breaker.isBad(rtMs, error);
  }

  @Override
  public void ended(long nowNanos, long count, long rtMs, boolean error) {
    breaker.complete(nowNanos / NANOS_PER_MS, count, rtMs, error);
  }
}
