package dev.weir.story.stage;

import java.util.Map;

/**
 * A resource's statistics, as {@code weir:signals --json} has them.
 *
 * @param resource its name
 * @param origin whose counts they are
 * @param perSecond what the last second holds, by event
 * @param totals since the origin began, by event
 */
public record Signal(
    String resource, String origin, Map<String, Long> perSecond, Map<String, Long> totals) {

  /** A resource of which nothing is known. */
  static Signal none(String resource) {
    return new Signal(resource, "none", Map.of(), Map.of());
  }

  /** The total of an event; 0 when there is none. */
  public long total(String event) {
    return totals.getOrDefault(event, 0L);
  }

  /** The last second's count of an event; 0 when there is none. */
  public long lastSecond(String event) {
    return perSecond.getOrDefault(event, 0L);
  }
}
