package dev.weir.engine.breaker;

import dev.weir.engine.call.BreakerListener;

/**
 * What all breakers of an engine have in common.
 *
 * @param rollbackRenewsRetry whether a breaker whose probe was blocked by another breaker waits for
 *     the retry timeout again. Sentinel's does not: the next call probes at once, and while the
 *     other breaker is open every call changes the state twice. False is equal to Sentinel.
 * @param abandonedProbesRetry whether a probe that has not ended within the retry timeout is given
 *     up, so that the next call probes. In Sentinel a probe that never ends leaves the breaker
 *     half-open for ever, and with {@code probeNum} 0 everybody blocked. False is equal to Sentinel
 * @param listener hears of changes of state
 */
public record BreakerOptions(
    boolean rollbackRenewsRetry, boolean abandonedProbesRetry, BreakerListener listener) {

  /** As sentinel-golang v1.0.4, and nobody listens. */
  public static final BreakerOptions DEFAULT =
      new BreakerOptions(false, false, BreakerListener.NONE);
}
