package dev.weir.wasm.limits;

import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
import dev.weir.wasm.sdk.json.JsonReader;

/**
 * The fields of a flow rule among those of its object:
 *
 * <pre>{@code
 * "threshold":100,"statIntervalInMs":1000, and if they differ from direct, reject and compatible
 * "regex":1, "sliding":1, "maxQueueingTimeMs":500, "warmUp":{"periodSec":10,"coldFactor":3}
 * "memory":{"lowUsage":1000,"highUsage":100,"lowBytes":1024,"highBytes":2048}
 * }</pre>
 */
final class FlowFields {

  private static final String THRESHOLD = "threshold";
  private static final String INTERVAL = "statIntervalInMs";

  private final JsonReader json;
  private final Fields fields;
  private double threshold;
  private int interval;
  private boolean regex;
  private Window window = Window.COMPATIBLE;
  private ControlBehavior behavior = new ControlBehavior.Reject();
  private TokenCalculation tokens = new TokenCalculation.Direct();
  private boolean any;

  FlowFields(JsonReader json, Fields fields) {
    this.json = json;
    this.fields = fields;
  }

  /** Reads the value of a field if it is one of a flow rule; whether it is. */
  boolean take(String name) {
    switch (name) {
      case THRESHOLD -> threshold = json.decimal();
      case INTERVAL -> interval = Fields.small(json.integer());
      case "regex" -> regex = json.integer() != 0;
      case "sliding" -> window = json.integer() != 0 ? Window.SLIDING : Window.COMPATIBLE;
      case "maxQueueingTimeMs" -> behavior = new ControlBehavior.Throttling(json.integer());
      case "warmUp" -> tokens = warmUp();
      case "memory" -> tokens = memory();
      default -> {
        return false;
      }
    }
    any = true;
    return true;
  }

  /** Whether there was one. */
  boolean any() {
    return any;
  }

  RuleReader.Body body() {
    fields.require(THRESHOLD);
    fields.require(INTERVAL);
    return head ->
        new FlowRule(
            head.id(),
            head.resource(),
            regex,
            tokens,
            behavior,
            threshold,
            interval,
            window,
            null,
            head.policy());
  }

  private TokenCalculation warmUp() {
    Fields inner = new Fields(json);
    int period = 0;
    int factor = 0;
    json.beginObject();
    for (String name = inner.next(); name != null; name = inner.next()) {
      switch (name) {
        case "periodSec" -> period = Fields.small(json.integer());
        case "coldFactor" -> factor = Fields.small(json.integer());
        default -> throw inner.unknown(name);
      }
    }
    inner.require("periodSec");
    inner.require("coldFactor");
    return new TokenCalculation.WarmUp(period, factor);
  }

  private TokenCalculation memory() {
    Fields inner = new Fields(json);
    long lowUsage = 0;
    long highUsage = 0;
    long lowBytes = 0;
    long highBytes = 0;
    json.beginObject();
    for (String name = inner.next(); name != null; name = inner.next()) {
      switch (name) {
        case "lowUsage" -> lowUsage = json.integer();
        case "highUsage" -> highUsage = json.integer();
        case "lowBytes" -> lowBytes = json.integer();
        case "highBytes" -> highBytes = json.integer();
        default -> throw inner.unknown(name);
      }
    }
    inner.require("lowUsage");
    inner.require("highUsage");
    inner.require("lowBytes");
    inner.require("highBytes");
    return new TokenCalculation.MemoryAdaptive(lowUsage, highUsage, lowBytes, highBytes);
  }
}
