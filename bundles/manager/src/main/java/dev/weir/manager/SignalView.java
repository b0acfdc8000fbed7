package dev.weir.manager;

import dev.weir.hook.SignalEvent;
import java.util.Map;

/**
 * Statistics of one resource.
 *
 * @param resource {@code GET:/orders}, {@code tcp:8080}
 * @param origin the source they are taken from: {@code kernel}, {@code prometheus}
 * @param perSecond what the last second's window holds, per event
 * @param totals since the origin began, per event
 */
public record SignalView(
    String resource,
    String origin,
    Map<SignalEvent, Long> perSecond,
    Map<SignalEvent, Long> totals) {

  public SignalView {
    perSecond = Map.copyOf(perSecond);
    totals = Map.copyOf(totals);
  }
}
