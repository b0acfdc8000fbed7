package dev.weir.engine.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;

/** Reads a rule of a table; the fields are described at the head of each file of tables. */
final class RuleNodes {

  private RuleNodes() {}

  static Rule rule(JsonNode node, String resource) {
    String id = node.required("id").asText();
    String name = node.path("resource").asText(resource);
    Policy policy = new Policy(LimitMode.LOCAL, node.path("shadow").asBoolean(), null);
    return switch (node.path("kind").asText("flow")) {
      case "flow" -> flow(node, id, name, policy);
      case "isolation" ->
          new IsolationRule(id, name, false, node.required("threshold").asLong(), policy);
      case "system" ->
          new SystemRule(
              id,
              SystemRule.MetricType.valueOf(node.required("metric").asText()),
              node.required("threshold").asDouble(),
              SystemRule.Strategy.valueOf(node.path("strategy").asText("NO_ADAPTIVE")),
              policy);
      default -> throw new IllegalArgumentException("no such kind: " + node);
    };
  }

  private static FlowRule flow(JsonNode node, String id, String name, Policy policy) {
    JsonNode ref = node.path("ref");
    return new FlowRule(
        id,
        name,
        false,
        tokens(node),
        node.has("maxWait")
            ? new ControlBehavior.Throttling(node.required("maxWait").asLong())
            : new ControlBehavior.Reject(),
        node.required("threshold").asDouble(),
        node.path("interval").asInt(1000),
        node.path("sliding").asBoolean() ? Window.SLIDING : Window.COMPATIBLE,
        ref.isMissingNode() ? null : ref.asText(),
        policy);
  }

  private static TokenCalculation tokens(JsonNode node) {
    if (node.has("warmUp")) {
      JsonNode warmUp = node.required("warmUp");
      return new TokenCalculation.WarmUp(warmUp.get(0).asInt(), warmUp.get(1).asInt());
    }
    if (node.has("memory")) {
      JsonNode memory = node.required("memory");
      return new TokenCalculation.MemoryAdaptive(
          memory.get(0).asLong(),
          memory.get(1).asLong(),
          memory.get(2).asLong(),
          memory.get(3).asLong());
    }
    return new TokenCalculation.Direct();
  }
}
