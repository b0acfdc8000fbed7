package dev.weir.wasm.limits;

import dev.weir.rule.IsolationRule;
import dev.weir.wasm.sdk.json.JsonReader;

/** Reads {@code {"threshold":5,"regex":1}}; {@code regex} may be left out. */
final class IsolationReader {

  private final JsonReader json;

  IsolationReader(JsonReader json) {
    this.json = json;
  }

  RuleReader.Body read() {
    Fields fields = new Fields(json);
    long threshold = 0;
    boolean regex = false;
    json.beginObject();
    for (String name = fields.next(); name != null; name = fields.next()) {
      switch (name) {
        case "threshold" -> threshold = json.integer();
        case "regex" -> regex = json.integer() != 0;
        default -> throw fields.unknown(name);
      }
    }
    fields.require("threshold");
    long most = threshold;
    boolean pattern = regex;
    return head -> new IsolationRule(head.id(), head.resource(), pattern, most, head.policy());
  }
}
