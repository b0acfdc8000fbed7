package dev.weir.engine.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code scenarios/*.yaml}; the format is described at the head of the file. */
public final class Scenarios {

  private static final String RESOURCE = "GET:/orders";

  private Scenarios() {}

  /** The tables of flow rules. */
  public static List<Scenario> flow() {
    List<Scenario> scenarios = new ArrayList<>();
    for (JsonNode node : read("/scenarios/flow.yaml")) {
      List<Scenario.Step> steps = new ArrayList<>();
      node.required("steps").forEach(step -> steps.add(step(step)));
      scenarios.add(
          new Scenario(node.required("name").asText(), rules(node.required("rules")), steps));
    }
    return scenarios;
  }

  private static JsonNode read(String resource) {
    try (InputStream stream = Scenarios.class.getResourceAsStream(resource)) {
      return new YAMLMapper().readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RuleSet rules(JsonNode nodes) {
    List<Rule> rules = new ArrayList<>();
    for (JsonNode node : nodes) {
      rules.add(
          FlowRule.direct(
              node.required("id").asText(),
              node.path("resource").asText(RESOURCE),
              node.required("threshold").asDouble(),
              node.path("interval").asInt(1000),
              Policy.DEFAULT));
    }
    return new RuleSet(1, rules);
  }

  private static Scenario.Step step(JsonNode node) {
    if (node.isObject()) {
      return new Scenario.Step.Load(node.required("at").asLong(), rules(node.required("rules")));
    }
    String[] words = node.asText().split(" ", -1);
    int count = 1;
    String resource = RESOURCE;
    for (int i = 2; i < words.length; i++) {
      if (words[i].startsWith("x")) {
        count = Integer.parseInt(words[i].substring(1));
      } else {
        resource = words[i];
      }
    }
    return new Scenario.Step.Calls(Long.parseLong(words[0]), words[1], count, resource);
  }
}
