package dev.weir.wasm.limits;

import dev.weir.rule.SystemRule;
import dev.weir.rule.SystemRule.MetricType;
import dev.weir.rule.SystemRule.Strategy;
import dev.weir.wasm.sdk.json.JsonReader;

/**
 * Reads {@code {"metric":"load","trigger":4,"bbr":1}}; {@code bbr} may be left out. Metrics are
 * load, avgRt, concurrency, inboundQps and cpuUsage.
 */
final class SystemReader {

  private final JsonReader json;

  SystemReader(JsonReader json) {
    this.json = json;
  }

  RuleReader.Body read() {
    Fields fields = new Fields(json);
    MetricType metric = MetricType.LOAD;
    double trigger = 0;
    boolean bbr = false;
    json.beginObject();
    for (String name = fields.next(); name != null; name = fields.next()) {
      switch (name) {
        case "metric" -> metric = metric(json.string());
        case "trigger" -> trigger = json.decimal();
        case "bbr" -> bbr = json.integer() != 0;
        default -> throw fields.unknown(name);
      }
    }
    fields.require("metric");
    fields.require("trigger");
    MetricType type = metric;
    double from = trigger;
    Strategy strategy = bbr ? Strategy.BBR : Strategy.NO_ADAPTIVE;
    return head -> new SystemRule(head.id(), type, from, strategy, head.policy());
  }

  private MetricType metric(String name) {
    return switch (name) {
      case "load" -> MetricType.LOAD;
      case "avgRt" -> MetricType.AVG_RT;
      case "concurrency" -> MetricType.CONCURRENCY;
      case "inboundQps" -> MetricType.INBOUND_QPS;
      case "cpuUsage" -> MetricType.CPU_USAGE;
      default ->
          throw json.invalid(
              "metric must be load, avgRt, concurrency, inboundQps or cpuUsage, was '"
                  + name
                  + "'");
    };
  }
}
