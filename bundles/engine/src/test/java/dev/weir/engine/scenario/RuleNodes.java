package dev.weir.engine.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Metric;
import dev.weir.rule.HotspotRule.Param;
import dev.weir.rule.HotspotRule.SpecificItem;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.OutlierRule.ActiveRecovery;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
import java.util.ArrayList;
import java.util.List;

/** Reads a rule of a table; {@code scenarios/README.md} describes the fields. */
final class RuleNodes {

  private final JsonNode node;
  private final String id;
  private final String resource;
  private final Policy policy;

  private RuleNodes(JsonNode node, String resource) {
    this.node = node;
    this.id = node.required("id").asText();
    this.resource = node.path("resource").asText(resource);
    this.policy = new Policy(LimitMode.LOCAL, node.path("shadow").asBoolean(), null);
  }

  static RuleSet rules(JsonNode nodes, String resource) {
    List<Rule> rules = new ArrayList<>();
    nodes.forEach(node -> rules.add(new RuleNodes(node, resource).rule()));
    return new RuleSet(1, rules);
  }

  private Rule rule() {
    return switch (node.path("kind").asText("flow")) {
      case "flow" -> flow();
      case "isolation" ->
          new IsolationRule(
              id,
              resource,
              node.path("regex").asBoolean(),
              node.required("threshold").asLong(),
              policy);
      case "system" -> system();
      case "hotspot" -> hotspot();
      case "breaker" -> breaker();
      case "outlier" -> outlier();
      default -> throw new IllegalArgumentException("no such kind: " + node);
    };
  }

  private SystemRule system() {
    return new SystemRule(
        id,
        SystemRule.MetricType.valueOf(node.required("metric").asText()),
        node.required("threshold").asDouble(),
        SystemRule.Strategy.valueOf(node.path("strategy").asText("NO_ADAPTIVE")),
        policy);
  }

  private FlowRule flow() {
    JsonNode ref = node.path("ref");
    return new FlowRule(
        id,
        resource,
        node.path("regex").asBoolean(),
        tokens(),
        behavior(),
        node.required("threshold").asDouble(),
        node.path("interval").asInt(1000),
        node.path("sliding").asBoolean() ? Window.SLIDING : Window.COMPATIBLE,
        ref.isMissingNode() ? null : ref.asText(),
        policy);
  }

  private ControlBehavior behavior() {
    return node.has("maxWait")
        ? new ControlBehavior.Throttling(node.required("maxWait").asLong())
        : new ControlBehavior.Reject();
  }

  private TokenCalculation tokens() {
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

  private HotspotRule hotspot() {
    Metric metric =
        node.path("concurrency").asBoolean()
            ? new Metric.Concurrency()
            : new Metric.Qps(
                node.path("duration").asInt(1), node.path("burst").asLong(), behavior());
    List<SpecificItem> items = new ArrayList<>();
    node.path("items")
        .properties()
        .forEach(
            item ->
                items.add(
                    new SpecificItem(StepNodes.value(item.getKey()), item.getValue().asLong())));
    return new HotspotRule(
        id,
        resource,
        new Param(node.path("index").asInt(), node.path("key").asText("")),
        metric,
        node.required("threshold").asLong(),
        node.path("capacity").asInt(),
        items,
        policy);
  }

  private CircuitBreakerRule breaker() {
    Strategy strategy;
    if (node.has("slow")) {
      JsonNode slow = node.required("slow");
      strategy = new Strategy.SlowRequestRatio(slow.get(0).asDouble(), slow.get(1).asLong());
    } else if (node.has("ratio")) {
      strategy = new Strategy.ErrorRatio(node.required("ratio").asDouble());
    } else {
      strategy = new Strategy.ErrorCount(node.required("errors").asDouble());
    }
    return new CircuitBreakerRule(
        id,
        resource,
        strategy,
        node.path("min").asLong(),
        new StatWindow(node.path("interval").asInt(1000), node.path("buckets").asInt()),
        new Recovery(node.path("retry").asInt(1000), node.path("probes").asLong()),
        policy);
  }

  private OutlierRule outlier() {
    JsonNode asks = node.path("asks");
    ActiveRecovery recovery =
        asks.isMissingNode()
            ? new ActiveRecovery(false, 0, 0)
            : new ActiveRecovery(true, asks.get(0).asInt(), asks.get(1).asInt());
    return new OutlierRule(
        breaker(), node.path("percent").asDouble(1), recovery, node.path("recycle").asInt());
  }
}
