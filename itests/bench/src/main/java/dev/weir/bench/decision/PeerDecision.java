package dev.weir.bench.decision;

import com.google.common.util.concurrent.RateLimiter;
import dev.weir.bench.decision.loop.CaseRules;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Limiters that only count permits, without Sentinel's windows and statistics; and the clock, which
 * most of them read.
 */
@State(Scope.Thread)
public class PeerDecision {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final io.github.resilience4j.ratelimiter.RateLimiter resiliencePass =
      resilience(CaseRules.NEVER_REACHED, SECOND);
  private final io.github.resilience4j.ratelimiter.RateLimiter resilienceBlock = resilience(1, DAY);
  private final Bucket bucketPass = bucket(CaseRules.NEVER_REACHED, SECOND);
  private final Bucket bucketBlock = bucket(1, DAY);
  private final RateLimiter guavaPass = RateLimiter.create(CaseRules.NEVER_REACHED);
  private final RateLimiter guavaBlock = RateLimiter.create(1.0 / DAY.toSeconds());

  /** Takes the one permit of those that are to refuse. */
  @Setup
  public void exhaust() {
    boolean taken =
        resilienceBlock.acquirePermission() && bucketBlock.tryConsume(1) && guavaBlock.tryAcquire();
    if (!taken) {
      throw new IllegalStateException("a limiter had not even its first permit");
    }
  }

  /** Resilience4j, a call that passes. */
  @Benchmark
  public boolean resilience4jPass() {
    return resiliencePass.acquirePermission();
  }

  /** Resilience4j, a call that is refused. */
  @Benchmark
  public boolean resilience4jBlock() {
    return resilienceBlock.acquirePermission();
  }

  /** Bucket4j, a call that passes. */
  @Benchmark
  public boolean bucket4jPass() {
    return bucketPass.tryConsume(1);
  }

  /** Bucket4j, a call that is refused. */
  @Benchmark
  public boolean bucket4jBlock() {
    return bucketBlock.tryConsume(1);
  }

  /** Guava, a call that passes. */
  @Benchmark
  public boolean guavaPass() {
    return guavaPass.tryAcquire();
  }

  /** Guava, a call that is refused. */
  @Benchmark
  public boolean guavaBlock() {
    return guavaBlock.tryAcquire();
  }

  /** The JVM's clock alone. */
  @Benchmark
  public long nanoTime() {
    return System.nanoTime();
  }

  private static io.github.resilience4j.ratelimiter.RateLimiter resilience(
      int permits, Duration period) {
    return io.github.resilience4j.ratelimiter.RateLimiter.of(
        "bench",
        RateLimiterConfig.custom()
            .limitForPeriod(permits)
            .limitRefreshPeriod(period)
            .timeoutDuration(Duration.ZERO)
            .build());
  }

  private static Bucket bucket(int permits, Duration period) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(permits).refillGreedy(permits, period))
        .build();
  }
}
