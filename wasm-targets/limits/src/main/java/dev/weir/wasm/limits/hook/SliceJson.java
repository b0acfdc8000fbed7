package dev.weir.wasm.limits.hook;

import dev.weir.rule.Fallback;
import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.List;

/** A slice of rules as the filter's configuration; {@code ConfigurationReader} reads it. */
public final class SliceJson {

  private SliceJson() {}

  /** Renders once, so that every class it needs is there when the bundle stops. */
  public static void load() {
    Fallback fallback = new Fallback(429, List.of(new Fallback.Header("k", "v")), "");
    FlowRule rule = FlowRule.direct("id", "GET:/", 1, 1000, Policy.of(LimitMode.LOCAL, fallback));
    render(new RuleSet(0, List.of(rule)));
  }

  /** The flow rules of the slice, in order. */
  public static String render(RuleSet slice) {
    JsonWriter json = new JsonWriter();
    json.beginObject().name("revision").number(slice.revision()).name("rules").beginArray();
    for (Rule rule : slice.rules()) {
      if (rule instanceof FlowRule flow) {
        write(json, flow);
      }
    }
    return json.endArray().endObject().toString();
  }

  private static void write(JsonWriter json, FlowRule rule) {
    json.beginObject();
    json.name("id").string(rule.id()).name("resource").string(rule.resource());
    json.name("threshold").number(rule.threshold());
    json.name("statIntervalInMs").number(rule.statIntervalInMs());
    Fallback fallback = rule.policy().fallback();
    if (fallback != null) {
      write(json.name("fallback"), fallback);
    }
    json.endObject();
  }

  private static void write(JsonWriter json, Fallback fallback) {
    json.beginObject().name("status").number(fallback.status()).name("headers").beginArray();
    for (Fallback.Header header : fallback.headers()) {
      json.beginObject();
      json.name("key").string(header.key()).name("value").string(header.value());
      json.endObject();
    }
    json.endArray().name("body").string(fallback.body()).endObject();
  }
}
