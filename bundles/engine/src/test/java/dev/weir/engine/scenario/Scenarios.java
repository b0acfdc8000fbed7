package dev.weir.engine.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads {@code scenarios/*.yaml}; {@code scenarios/README.md} describes the format. */
public final class Scenarios {

  /** Every file of tables. */
  public static final List<String> FILES =
      List.of(
          "flow",
          "flow-intervals",
          "flow-sliding",
          "flow-batch",
          "flow-warm-up",
          "flow-memory",
          "flow-pace",
          "flow-associated",
          "patterns",
          "isolation",
          "system",
          "hotspot-reject",
          "hotspot-pace",
          "hotspot-concurrency",
          "hotspot-values",
          "hotspot-eviction",
          "breaker-strategies",
          "breaker-window",
          "breaker-recovery",
          "outlier",
          "shadow",
          "replacement",
          "order",
          "statistics");

  private Scenarios() {}

  /** The tables of flow rules that count in windows: those that any filter can run. */
  public static List<Scenario> flow() {
    return of("flow");
  }

  /** The tables of one file. */
  public static List<Scenario> of(String file) {
    List<Scenario> scenarios = new ArrayList<>();
    for (JsonNode node : read("/scenarios/" + file + ".yaml")) {
      scenarios.add(scenario(node));
    }
    return scenarios;
  }

  private static Scenario scenario(JsonNode node) {
    List<String> options = new ArrayList<>();
    node.path("options").forEach(option -> options.add(option.asText()));
    List<Scenario.Step> steps = new ArrayList<>();
    node.required("steps").forEach(step -> steps.addAll(StepNodes.steps(step)));
    return new Scenario(
        node.required("name").asText(),
        options,
        RuleNodes.rules(node.required("rules"), StepNodes.RESOURCE),
        steps);
  }

  private static JsonNode read(String resource) {
    try (InputStream stream = Scenarios.class.getResourceAsStream(resource)) {
      return new YAMLMapper().readTree(Objects.requireNonNull(stream, resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
