package dev.weir.engine.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.engine.scenario.Scenario.Step;
import dev.weir.rule.ParamValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a step of a table. */
final class StepNodes {

  static final String RESOURCE = "GET:/orders";

  private StepNodes() {}

  static List<Step> steps(JsonNode node) {
    if (!node.isObject()) {
      return List.of(words(node.asText()));
    }
    long at = node.required("at").asLong();
    if (node.has("rules")) {
      return List.of(new Step.Load(at, RuleNodes.rules(node.required("rules"), RESOURCE)));
    }
    if (node.has("signal")) {
      return List.of(
          new Step.Signal(at, node.required("signal").asText(), node.required("value").asDouble()));
    }
    List<Step> asked = new ArrayList<>();
    node.required("ask")
        .properties()
        .forEach(entry -> asked.add(new Step.Ask(at, entry.getKey(), entry.getValue().asText())));
    return asked;
  }

  private static Step words(String text) {
    String[] words = text.split(" ", -1);
    long at = Long.parseLong(words[0]);
    if (words[1].startsWith("exit")) {
      int count = words.length > 2 ? Integer.parseInt(words[2].substring(1)) : 1;
      return new Step.Exit(at, words[1].equals("exit:error"), count);
    }
    Words call = new Words(words[1]);
    for (int i = 2; i < words.length; i++) {
      call.take(words[i]);
    }
    return new Step.Calls(at, call.outcome, call.count, call.call());
  }

  /** The words after the moment. */
  private static final class Words {

    private final String outcome;
    private final boolean stays;
    private int count = 1;
    private long batch = 1;
    private long rt;
    private boolean error;
    private boolean inbound;
    private String resource = RESOURCE;
    private final List<ParamValue> args = new ArrayList<>();
    private final Map<String, ParamValue> attachments = new LinkedHashMap<>();

    Words(String outcome) {
      stays = outcome.startsWith("hold:");
      inbound = stays;
      this.outcome = stays ? outcome.substring("hold:".length()) : outcome;
    }

    void take(String word) {
      int equals = word.indexOf('=');
      if (equals >= 0) {
        take(word.substring(0, equals), word.substring(equals + 1));
      } else if (word.equals("in")) {
        inbound = true;
      } else if (word.equals("out")) {
        inbound = false;
      } else if (word.equals("fails")) {
        error = true;
      } else if (word.matches("x[0-9]+")) {
        count = Integer.parseInt(word.substring(1));
      } else {
        resource = word;
      }
    }

    private void take(String name, String value) {
      switch (name) {
        case "batch" -> batch = Long.parseLong(value);
        case "rt" -> rt = Long.parseLong(value);
        case "arg" -> args.add(value(value));
        default -> attachments.put(name, value(value));
      }
    }

    Call call() {
      return new Call(
          resource,
          batch,
          inbound,
          new Call.Arguments(args, attachments),
          new Call.End(stays, rt, error));
    }
  }

  /** {@code 'text'}, {@code true}, {@code 1.5} or {@code 1}. */
  static ParamValue value(String text) {
    if (text.startsWith("'")) {
      return new ParamValue.OfString(text.substring(1, text.length() - 1));
    }
    if (text.equals("true") || text.equals("false")) {
      return new ParamValue.OfBoolean(text.equals("true"));
    }
    return text.contains(".")
        ? new ParamValue.OfDouble(Double.parseDouble(text))
        : new ParamValue.OfLong(Long.parseLong(text));
  }
}
