package dev.weir.wasm.limits;

import dev.weir.rule.ControlBehavior;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Metric;
import dev.weir.rule.HotspotRule.Param;
import dev.weir.rule.HotspotRule.SpecificItem;
import dev.weir.rule.ParamValue;
import dev.weir.wasm.sdk.json.JsonReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a hotspot rule; one without {@code durationInSec} limits calls at the same time:
 *
 * <pre>{@code
 * {"index":-1 or "key":"header:x-user", "threshold":10,"capacity":0,
 *  "durationInSec":1,"burstCount":5 or "maxQueueingTimeMs":500,
 *  "items":[{"value":"gold","threshold":100}]}
 * }</pre>
 */
final class HotspotReader {

  private final JsonReader json;
  private final Fields fields;
  private int index;
  private String key = "";
  private long threshold;
  private int capacity;
  private int duration;
  private long burst;
  private ControlBehavior behavior = new ControlBehavior.Reject();
  private List<SpecificItem> items = List.of();

  HotspotReader(JsonReader json) {
    this.json = json;
    this.fields = new Fields(json);
  }

  RuleReader.Body read() {
    json.beginObject();
    for (String name = fields.next(); name != null; name = fields.next()) {
      take(name);
    }
    fields.require("threshold");
    Param param = new Param(index, key);
    Metric metric =
        fields.has("durationInSec")
            ? new Metric.Qps(duration, burst, behavior)
            : new Metric.Concurrency();
    return head ->
        new HotspotRule(
            head.id(), head.resource(), param, metric, threshold, capacity, items, head.policy());
  }

  private void take(String name) {
    switch (name) {
      case "index" -> index = signed(json.integer());
      case "key" -> key = json.string();
      case "threshold" -> threshold = json.integer();
      case "capacity" -> capacity = Fields.small(json.integer());
      case "durationInSec" -> duration = Fields.small(json.integer());
      case "burstCount" -> burst = json.integer();
      case "maxQueueingTimeMs" -> behavior = new ControlBehavior.Throttling(json.integer());
      case "items" -> items = items();
      default -> throw fields.unknown(name);
    }
  }

  /** An int; what does not fit becomes one that no call has. */
  private static int signed(long value) {
    return value != (int) value ? Integer.MAX_VALUE : (int) value;
  }

  private List<SpecificItem> items() {
    List<SpecificItem> read = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      if (read.size() == HotspotRule.MAX_SPECIFIC_ITEMS) {
        throw json.invalid("more than " + HotspotRule.MAX_SPECIFIC_ITEMS + " items");
      }
      read.add(item());
    }
    return read;
  }

  private SpecificItem item() {
    Fields inner = new Fields(json);
    String value = "";
    long most = 0;
    json.beginObject();
    for (String name = inner.next(); name != null; name = inner.next()) {
      switch (name) {
        case "value" -> value = json.string();
        case "threshold" -> most = json.integer();
        default -> throw inner.unknown(name);
      }
    }
    inner.require("value");
    inner.require("threshold");
    return new SpecificItem(new ParamValue.OfString(value), most);
  }
}
