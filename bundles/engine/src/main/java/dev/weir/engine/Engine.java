package dev.weir.engine;

import dev.weir.rule.FlowRule;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides calls by the flow rules of a {@link RuleSet}.
 *
 * <p>Loading a new set keeps the windows of every resource that keeps its name and its windows'
 * shapes: a changed threshold counts what was there before. Rules of other kinds are not the
 * engine's and are left out.
 */
public final class Engine {

  private final Clock clock;
  private Map<String, FlowNode> nodes = Map.of();
  private long revision;

  public Engine(Clock clock) {
    this.clock = clock;
  }

  /** Puts a set in force, whole. */
  public void load(RuleSet rules) {
    Map<String, List<FlowRule>> byResource = new HashMap<>();
    for (Rule rule : rules.rules()) {
      if (rule instanceof FlowRule flow && flow.isDirect() && !flow.policy().shadow()) {
        byResource.computeIfAbsent(flow.resource(), r -> new ArrayList<>()).add(flow);
      }
    }
    Map<String, FlowNode> next = new HashMap<>();
    for (Map.Entry<String, List<FlowRule>> entry : byResource.entrySet()) {
      FlowNode node = new FlowNode(entry.getKey(), entry.getValue());
      FlowNode old = nodes.get(entry.getKey());
      if (old != null) {
        node.adopt(old.layout(), old.state());
      }
      next.put(entry.getKey(), node);
    }
    nodes = next;
    revision = rules.revision();
  }

  /** The number of the set in force. */
  public long revision() {
    return revision;
  }

  /** The resource's node, or null when no rule names it. */
  public @Nullable FlowNode node(String resource) {
    return nodes.get(resource);
  }

  /** Decides one call; a resource without rules passes. */
  public Decision enter(String resource, int batch) {
    FlowNode node = nodes.get(resource);
    return node == null ? Decision.PASS : node.enter(clock.millis(), batch);
  }
}
