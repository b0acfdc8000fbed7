package dev.weir.wasm.limits;

import dev.weir.rule.InvalidRuleException;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.json.JsonException;
import dev.weir.wasm.sdk.json.JsonReader;
import dev.weir.wasm.sdk.type.Slice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a configuration, whole or not at all: a revision and rules, as {@link RuleReader} has them.
 *
 * <p>A field that is not known is refused: a rule that says more than the filter understands must
 * not be enforced as if it did not.
 */
final class ConfigurationReader {

  /** Most rules of one configuration. */
  static final int MAX_RULES = RuleSet.MAX_RULES;

  private final Memory memory;

  ConfigurationReader(Memory memory) {
    this.memory = memory;
  }

  /**
   * @throws RefusedException which byte or rule is at fault, and what was expected
   */
  Configuration read(Slice text) {
    JsonReader json = new JsonReader(memory, text);
    try {
      return read(json);
    } catch (JsonException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  private static Configuration read(JsonReader json) {
    Fields fields = new Fields(json);
    long revision = 0;
    int firstError = Configuration.SERVER_ERRORS;
    List<Rule> rules = List.of();
    json.beginObject();
    for (String name = fields.next(); name != null; name = fields.next()) {
      switch (name) {
        case "revision" -> revision = json.integer();
        case "firstError" -> firstError = status(json);
        case "rules" -> rules = rules(json);
        default -> throw fields.unknown(name);
      }
    }
    json.end();
    fields.require("revision");
    fields.require("rules");
    return new Configuration(revision, firstError, rules);
  }

  private static int status(JsonReader json) {
    long status = json.integer();
    if (status < 400 || status > 599) {
      throw json.invalid("firstError must be a status of 400 to 599, was " + status);
    }
    return (int) status;
  }

  private static List<Rule> rules(JsonReader json) {
    List<Rule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    json.beginArray();
    while (json.nextElement()) {
      if (rules.size() == MAX_RULES) {
        throw json.invalid("more than " + MAX_RULES + " rules");
      }
      Rule rule = rule(json, rules.size());
      if (!ids.add(rule.id())) {
        throw json.invalid("id '" + rule.id() + "' is there twice");
      }
      rules.add(rule);
    }
    return rules;
  }

  private static Rule rule(JsonReader json, int index) {
    try {
      return new RuleReader(json).read();
    } catch (InvalidRuleException e) {
      throw json.invalid("rules[" + index + "]: " + e.getMessage());
    }
  }
}
