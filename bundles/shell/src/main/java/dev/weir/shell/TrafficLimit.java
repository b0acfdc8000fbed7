package dev.weir.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.rule.Cidr;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Action;
import dev.weir.rule.TrafficRule.Overflow;
import dev.weir.rule.TrafficRule.Per;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a traffic rule allows, in words and as JSON fields. */
final class TrafficLimit {

  private TrafficLimit() {}

  /** {@code 20 connections/s per source, burst 40, from 198.18.0.0/15, else reset}. */
  static String of(TrafficRule rule) {
    StringBuilder text = new StringBuilder();
    text.append(rule.rate().threshold()).append(' ').append(Limit.lower(rule.metric()));
    text.append(Limit.interval(rule.rate().statIntervalInMs()));
    if (!rule.per().equals(Per.ALL)) {
      text.append(" per ").append(per(rule.per()));
    }
    if (rule.rate().burst() != rule.rate().threshold()) {
      text.append(", burst ").append(rule.rate().burst());
    }
    block(text, ", from ", rule.match().source());
    block(text, ", to ", rule.match().destination());
    if (!rule.action().equals(Action.DROP)) {
      text.append(", else ").append(action(rule.action()));
    }
    return text.append(rule.overflow() == Overflow.ADMIT ? ", overflow admits" : "").toString();
  }

  /** The rule's own fields, into an object that is open; a field that says nothing is left out. */
  static void write(JsonGenerator json, TrafficRule rule) throws IOException {
    TrafficMatch match = rule.match();
    json.writeStringField("direction", Limit.lower(match.direction()));
    json.writeStringField("protocol", match.protocol().toString());
    if (match.ports().first() == match.ports().last()) {
      json.writeNumberField("port", match.ports().first());
    } else {
      json.writeStringField("port", match.ports().toString());
    }
    block(json, "from", match.source());
    block(json, "to", match.destination());
    json.writeStringField("metric", Limit.lower(rule.metric()));
    json.writeStringField("per", per(rule.per()));
    json.writeNumberField("threshold", rule.rate().threshold());
    json.writeNumberField("statIntervalInMs", rule.rate().statIntervalInMs());
    json.writeNumberField("burst", rule.rate().burst());
    json.writeStringField("action", action(rule.action()));
    json.writeStringField("overflow", Limit.lower(rule.overflow()));
  }

  private static String per(Per per) {
    if (per instanceof Per.SourcePrefix prefix) {
      return "source /" + prefix.ipv4() + " or /" + prefix.ipv6();
    }
    if (per instanceof Per.Flow) {
      return "flow";
    }
    return per instanceof Per.Source ? "source" : "all";
  }

  private static String action(Action action) {
    if (action instanceof Action.Mark mark) {
      return "mark 0x" + Integer.toHexString(mark.mark());
    }
    if (action instanceof Action.Reset) {
      return "reset";
    }
    return action instanceof Action.Shadow ? "shadow" : "drop";
  }

  private static void block(StringBuilder text, String word, @Nullable Cidr block) {
    if (block != null) {
      text.append(word).append(block);
    }
  }

  private static void block(JsonGenerator json, String field, @Nullable Cidr block)
      throws IOException {
    if (block != null) {
      json.writeStringField(field, block.toString());
    }
  }
}
