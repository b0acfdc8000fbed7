package dev.weir.wasm.limits;

import dev.weir.rule.Fallback;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.wasm.sdk.json.JsonReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads one rule; the rule's own constructors check what it says:
 *
 * <pre>{@code
 * {"id":"…","resource":"GET:/orders", "shadow":1, "global":1,
 *  "fallback":{"status":429,"headers":[{"key":"…","value":"…"}],"body":"…"},
 *  and of these one:
 *  "threshold":100,"statIntervalInMs":1000, …                        see FlowFields
 *  "isolation":{"threshold":5,"regex":1}
 *  "breaker":{…}                                                     see BreakerReader
 *  "hotspot":{…}                                                     see HotspotReader
 *  "system":{"metric":"load","trigger":4,"bbr":1}                    see SystemReader
 *  "outlier":{…}                                                     see OutlierReader
 * }
 * }</pre>
 */
final class RuleReader {

  private final JsonReader json;
  private final Upstreams upstreams;

  /**
   * @param upstreams whether there can be outlier rules
   */
  RuleReader(JsonReader json, Upstreams upstreams) {
    this.json = json;
    this.upstreams = upstreams;
  }

  /**
   * What all kinds have.
   *
   * @param id of the rule
   * @param resource its resource
   * @param policy how it is enforced
   */
  record Head(String id, String resource, Policy policy) {}

  /** What one kind has, read; makes the rule of it. */
  interface Body {

    Rule of(Head head);
  }

  Rule read() {
    Fields fields = new Fields(json);
    FlowFields flow = new FlowFields(json, fields);
    FallbackReader fallback = new FallbackReader(json);
    Body body = null;
    String id = "";
    String resource = "";
    boolean shadow = false;
    LimitMode mode = LimitMode.LOCAL;
    json.beginObject();
    for (String name = fields.next(); name != null; name = fields.next()) {
      switch (name) {
        case "id" -> id = json.string();
        case "resource" -> resource = json.string();
        case "shadow" -> shadow = json.integer() != 0;
        case "global" -> mode = json.integer() != 0 ? LimitMode.GLOBAL : LimitMode.LOCAL;
        case "fallback" -> fallback.read();
        default -> {
          if (!flow.take(name)) {
            body = body(name, body, fields);
          }
        }
      }
    }
    fields.require("id");
    fields.require("resource");
    Policy policy = policy(mode, shadow, fallback.fallback());
    return only(body, flow).of(new Head(id, resource, policy));
  }

  /** The usual one is there once. */
  private static Policy policy(LimitMode mode, boolean shadow, @Nullable Fallback fallback) {
    boolean usual = mode == LimitMode.LOCAL && !shadow && fallback == null;
    return usual ? Policy.DEFAULT : new Policy(mode, shadow, fallback);
  }

  private Body body(String name, @Nullable Body before, Fields fields) {
    if (before != null) {
      throw json.invalid("a rule is of one kind, and '" + name + "' is a second");
    }
    return switch (name) {
      case "isolation" -> new IsolationReader(json).read();
      case "breaker" -> new BreakerReader(json).read();
      case "hotspot" -> new HotspotReader(json).read();
      case "system" -> new SystemReader(json).read();
      case "outlier" -> upstreams.read(json);
      default -> throw fields.unknown(name);
    };
  }

  private Body only(@Nullable Body body, FlowFields flow) {
    if (body != null && flow.any()) {
      throw json.invalid("a rule is of one kind, and this has fields of a flow rule too");
    }
    return body != null ? body : flow.body();
  }
}
