package dev.weir.wasm.limits.hook;

import dev.weir.rule.Cidr;
import dev.weir.rule.HttpResource;
import dev.weir.rule.RequestMatch;
import dev.weir.rule.RequestMatch.Comparison;
import dev.weir.rule.RequestMatch.Condition;
import dev.weir.rule.RequestMatch.Test;
import dev.weir.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes definitions of resources as the filters read them, those of one name as one: {@code
 * DefinitionReader} has the form.
 */
final class ResourceJson {

  private static final int EXACT = 0;
  private static final int PRESENT = 4;
  private static final int ABSENT = 5;
  private static final int WITHIN = 6;

  private final JsonWriter json;
  private final Map<String, List<RequestMatch>> byName = new LinkedHashMap<>();
  private final Map<String, Integer> values = new LinkedHashMap<>();

  private ResourceJson(JsonWriter json, List<Rule> rules) {
    this.json = json;
    for (Rule rule : rules) {
      if (rule instanceof HttpResource resource) {
        byName
            .computeIfAbsent(resource.resource(), name -> new ArrayList<>())
            .addAll(resource.matches());
      }
    }
    byName.values().forEach(matches -> matches.forEach(this::number));
  }

  /** Writes those that there are, as a field of the object that is open. */
  static void write(JsonWriter json, List<Rule> rules) {
    ResourceJson resources = new ResourceJson(json, rules);
    if (!resources.byName.isEmpty()) {
      resources.write();
    }
  }

  private void number(RequestMatch match) {
    for (Condition condition : match.conditions()) {
      values.putIfAbsent(value(condition), values.size());
    }
  }

  private void write() {
    json.name("resources").beginArray().beginArray();
    values.keySet().forEach(json::string);
    json.endArray();
    byName.forEach(
        (name, matches) -> {
          json.beginArray().string(name);
          for (RequestMatch match : matches) {
            json.beginArray();
            match.conditions().forEach(this::write);
            json.endArray();
          }
          json.endArray();
        });
    json.endArray();
  }

  private void write(Condition condition) {
    json.beginArray().number(values.getOrDefault(value(condition), 0));
    Test test = condition.test();
    if (test instanceof Test.Text text) {
      json.number(number(text.comparison())).string(text.text());
    } else if (test instanceof Test.OneOf one) {
      json.number(EXACT);
      one.words().forEach(json::string);
    } else if (test instanceof Test.Within within) {
      json.number(WITHIN);
      for (Cidr block : within.blocks()) {
        json.number(block.ipv6() ? 6 : 4).number(block.high()).number(block.low());
        json.number(block.bits());
      }
    } else if (test instanceof Test.Present present) {
      json.number(present.present() ? PRESENT : ABSENT);
    }
    json.endArray();
  }

  private static int number(Comparison comparison) {
    return switch (comparison) {
      case EXACT -> EXACT;
      case PREFIX -> 1;
      case SUFFIX -> 2;
      case REGEX -> 3;
    };
  }

  /** As the {@code paramKey} of a hotspot rule has it. */
  private static String value(Condition condition) {
    return switch (condition.part()) {
      case METHOD -> "method";
      case PATH -> "path";
      case HOST -> "host";
      case CLIENT -> "client";
      case HEADER -> "header:" + condition.name();
      case QUERY_PARAMETER -> "query:" + condition.name();
      case COOKIE -> "cookie:" + condition.name();
    };
  }
}
