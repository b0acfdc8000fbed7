package dev.weir.wasm.limits;

import dev.weir.rule.Fallback;
import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.wasm.sdk.json.JsonReader;
import java.util.ArrayList;
import java.util.List;

/** Reads one rule; the rule's own constructors check what it says. */
final class RuleReader {

  private final JsonReader json;

  RuleReader(JsonReader json) {
    this.json = json;
  }

  FlowRule read() {
    Fields fields = new Fields(json);
    String id = "";
    String resource = "";
    double threshold = 0;
    int interval = 0;
    Fallback fallback = null;
    json.beginObject();
    for (String name = fields.next(); name != null; name = fields.next()) {
      switch (name) {
        case "id" -> id = json.string();
        case "resource" -> resource = json.string();
        case "threshold" -> threshold = json.decimal();
        case "statIntervalInMs" -> interval = small(json.integer());
        case "fallback" -> fallback = fallback();
        default -> throw fields.unknown(name);
      }
    }
    fields.require("id");
    fields.require("resource");
    fields.require("threshold");
    fields.require("statIntervalInMs");
    return FlowRule.direct(id, resource, threshold, interval, Policy.of(LimitMode.LOCAL, fallback));
  }

  private Fallback fallback() {
    Fields fields = new Fields(json);
    int status = 0;
    List<Fallback.Header> headers = List.of();
    String body = "";
    json.beginObject();
    for (String name = fields.next(); name != null; name = fields.next()) {
      switch (name) {
        case "status" -> status = small(json.integer());
        case "headers" -> headers = headers();
        case "body" -> body = json.string();
        default -> throw fields.unknown(name);
      }
    }
    fields.require("status");
    return new Fallback(status, headers, body);
  }

  private List<Fallback.Header> headers() {
    List<Fallback.Header> headers = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      if (headers.size() == Fallback.MAX_HEADERS) {
        throw json.invalid("more than " + Fallback.MAX_HEADERS + " headers");
      }
      headers.add(header());
    }
    return headers;
  }

  private Fallback.Header header() {
    Fields fields = new Fields(json);
    String key = "";
    String value = "";
    json.beginObject();
    for (String name = fields.next(); name != null; name = fields.next()) {
      switch (name) {
        case "key" -> key = json.string();
        case "value" -> value = json.string();
        default -> throw fields.unknown(name);
      }
    }
    fields.require("key");
    fields.require("value");
    return new Fallback.Header(key, value);
  }

  /** An int; what does not fit becomes one that no field allows. */
  private static int small(long value) {
    return value < 0 || value > Integer.MAX_VALUE ? -1 : (int) value;
  }
}
