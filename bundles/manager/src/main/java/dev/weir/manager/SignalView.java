package dev.weir.manager;

import dev.weir.hook.SignalEvent;
import java.util.Map;

/**
 * Statistics of one resource.
 *
 * @param resource {@code GET:/orders}, {@code tcp:8080}
 * @param origin the source they are taken from: {@code kernel}, {@code wasm}, {@code prometheus}
 * @param perSecond what the last second's window holds, per event
 * @param totals since the origin began, per event that somebody counts now
 * @param counted since the resource was first seen, whatever origin counted it, per event: it never
 *     falls while the resource is kept, so what it grows by is what happened
 */
public record SignalView(
    String resource,
    String origin,
    Map<SignalEvent, Long> perSecond,
    Map<SignalEvent, Long> totals,
    Map<SignalEvent, Long> counted) {

  public SignalView {
    perSecond = Map.copyOf(perSecond);
    totals = Map.copyOf(totals);
    counted = Map.copyOf(counted);
  }
}
