package dev.weir.metric;

import dev.weir.engine.Engine;
import dev.weir.engine.call.Resource;
import dev.weir.engine.cell.Event;
import dev.weir.engine.cell.StatNode;
import dev.weir.rule.SystemRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What was counted of one resource until now.
 *
 * @param resource as rules have it
 * @param totals per event, of those that are counted; response times in milliseconds
 * @param concurrency calls that are running, where that is known
 */
public record Reading(String resource, Map<Event, Long> totals, OptionalLong concurrency) {

  public Reading {
    totals = Map.copyOf(totals);
  }

  /**
   * Reads every resource of an engine, all inbound traffic under Sentinel's name of it, and under
   * {@value EngineMetrics#UNTRACKED} what the engine has no room for. It stops no decision.
   */
  public static List<Reading> of(Engine engine) {
    List<Reading> readings = new ArrayList<>();
    for (Resource resource : engine.resources()) {
      if (readings.size() < EngineMetrics.MAX_RESOURCES) {
        readings.add(of(resource.name(), resource.node()));
      }
    }
    readings.add(of(EngineMetrics.UNTRACKED, engine.untracked().node()));
    readings.add(of(SystemRule.TOTAL_INBOUND, engine.inbound()));
    return readings;
  }

  private static Reading of(String name, StatNode node) {
    Map<Event, Long> totals = new EnumMap<>(Event.class);
    for (Event event : Event.values()) {
      totals.put(event, node.total(event));
    }
    return new Reading(name, totals, OptionalLong.of(node.concurrency()));
  }
}
