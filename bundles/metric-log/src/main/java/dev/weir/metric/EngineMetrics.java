package dev.weir.metric;

import dev.weir.engine.Engine;
import dev.weir.engine.call.Resource;
import dev.weir.engine.cell.Event;
import dev.weir.engine.cell.StatNode;
import dev.weir.rule.SystemRule;
import java.util.ArrayList;
import java.util.List;

/**
 * The statistics of an engine: every resource, all inbound traffic under Sentinel's name of it, and
 * under {@value #UNTRACKED} what the engine has no room for. Reading stops no decision.
 */
public final class EngineMetrics implements MetricSource {

  /** Most resources of one second; Sentinel has as many nodes. The rest is left out. */
  public static final int MAX_RESOURCES = 10_000;

  /** The name of all resources beyond the engine's bound. */
  public static final String UNTRACKED = "__untracked__";

  /** The last millisecond of a second: its two buckets are the default view then. */
  private static final long LAST_MS = StatNode.BUCKET_MS * StatNode.DEFAULT_SPAN - 1;

  private final Engine engine;

  /** Those of an engine. */
  public EngineMetrics(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<MetricItem> second(long startMs) {
    List<MetricItem> items = new ArrayList<>();
    for (Resource resource : engine.resources()) {
      if (items.size() >= MAX_RESOURCES) {
        break;
      }
      add(items, resource.name(), resource.node(), startMs);
    }
    add(items, UNTRACKED, engine.untracked().node(), startMs);
    add(items, SystemRule.TOTAL_INBOUND, engine.inbound(), startMs);
    return items;
  }

  private static void add(List<MetricItem> items, String name, StatNode node, long startMs) {
    long at = startMs + LAST_MS;
    long complete = node.sum(Event.COMPLETE, at);
    long rt = node.sum(Event.RT, at);
    Figures figures =
        new Figures(
            node.sum(Event.PASS, at),
            node.sum(Event.BLOCK, at),
            complete,
            node.sum(Event.ERROR, at),
            complete > 0 ? rt / complete : rt,
            0,
            node.maxConcurrency(at));
    if (figures.active()) {
      items.add(new MetricItem(startMs, name, 0, figures));
    }
  }
}
