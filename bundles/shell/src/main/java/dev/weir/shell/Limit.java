package dev.weir.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Rule;
import dev.weir.rule.TrafficRule;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;

/** What a rule allows, in words and as JSON fields. */
final class Limit {

  private Limit() {}

  /** {@code 100/s}, {@code 20 connections/s per source, burst 40}. */
  static String of(Rule rule) {
    if (rule instanceof FlowRule flow) {
      String rate = number(flow.threshold()) + interval(flow.statIntervalInMs());
      return flow.limitMode() == LimitMode.LOCAL ? rate : rate + ", " + lower(flow.limitMode());
    }
    if (rule instanceof TrafficRule traffic) {
      return traffic.threshold()
          + " "
          + lower(traffic.metric())
          + interval(traffic.statIntervalInMs())
          + (traffic.per() == TrafficRule.Per.SOURCE ? " per source" : "")
          + (traffic.burst() == traffic.threshold() ? "" : ", burst " + traffic.burst());
    }
    throw new IllegalStateException("a rule of unknown kind: " + rule.getClass());
  }

  /** The rule's own fields, into an object that is open. */
  static void write(JsonGenerator json, Rule rule) throws IOException {
    json.writeStringField("id", rule.id());
    json.writeStringField("resource", rule.resource());
    json.writeStringField("limit", of(rule));
    if (rule instanceof FlowRule flow) {
      json.writeStringField("kind", "flow");
      json.writeNumberField("threshold", flow.threshold());
      json.writeNumberField("statIntervalInMs", flow.statIntervalInMs());
      json.writeStringField("limitMode", lower(flow.limitMode()));
    } else if (rule instanceof TrafficRule traffic) {
      json.writeStringField("kind", "traffic");
      json.writeStringField("protocol", lower(traffic.protocol()));
      json.writeNumberField("port", traffic.port());
      json.writeStringField("metric", lower(traffic.metric()));
      json.writeStringField("per", lower(traffic.per()));
      json.writeNumberField("threshold", traffic.threshold());
      json.writeNumberField("statIntervalInMs", traffic.statIntervalInMs());
      json.writeNumberField("burst", traffic.burst());
    }
  }

  private static String interval(int millis) {
    if (millis == 1000) {
      return "/s";
    }
    return millis % 1000 == 0 ? " per " + millis / 1000 + " s" : " per " + millis + " ms";
  }

  private static String number(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
