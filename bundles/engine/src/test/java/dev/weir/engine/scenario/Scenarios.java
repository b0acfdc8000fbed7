package dev.weir.engine.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
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

  /** The tables of flow rules that count in windows. */
  public static List<Scenario> flow() {
    return tables("/scenarios/flow.yaml");
  }

  /** The tables of everything else that the engine can. */
  public static List<Scenario> abilities() {
    return tables("/scenarios/abilities.yaml");
  }

  private static List<Scenario> tables(String resource) {
    List<Scenario> scenarios = new ArrayList<>();
    for (JsonNode node : read(resource)) {
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
    nodes.forEach(node -> rules.add(RuleNodes.rule(node, RESOURCE)));
    return new RuleSet(1, rules);
  }

  private static Scenario.Step step(JsonNode node) {
    if (node.has("signal")) {
      return new Scenario.Step.Signal(
          node.required("at").asLong(),
          node.required("signal").asText(),
          node.required("value").asDouble());
    }
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
    long at = Long.parseLong(words[0]);
    if (words[1].startsWith("exit")) {
      return new Scenario.Step.Exit(at, words[1].equals("exit:error"), count);
    }
    return words[1].startsWith("hold:")
        ? new Scenario.Step.Hold(at, words[1].substring("hold:".length()), count, resource)
        : new Scenario.Step.Calls(at, words[1], count, resource);
  }
}
