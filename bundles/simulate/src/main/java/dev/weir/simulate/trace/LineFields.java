package dev.weir.simulate.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.weir.rule.ParamValue;
import dev.weir.simulate.trace.TraceLine.Enter;
import dev.weir.simulate.trace.TraceLine.Exit;
import dev.weir.simulate.trace.TraceLine.Rules;
import dev.weir.simulate.trace.TraceLine.Signal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one line, as they come, and the line that they make. */
final class LineFields {

  static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxStringLength(Lines.MAX_LENGTH)
                  .build())
          .build();

  private static final int MAX_ARGUMENTS = 64;

  private final JsonParser parser;
  private long at = -1;
  private @Nullable String enter;
  private @Nullable String id;
  private long batch = 1;
  private List<@Nullable ParamValue> args = List.of();
  private Map<String, ParamValue> attachments = Map.of();
  private boolean inbound;
  private @Nullable String exit;
  private boolean error;
  private @Nullable Signal signal;
  private @Nullable String rules;

  LineFields(JsonParser parser) {
    this.parser = parser;
  }

  /** What is wrong with a line. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String cause) {
      super(cause);
    }
  }

  /** Reads the value of a field. */
  void read(String name) throws IOException, Refusal {
    JsonToken token = parser.nextToken();
    switch (name) {
      case "at" -> at = Values.nanos(parser, token);
      case "enter" -> enter = Values.text(parser, token, name);
      case "id" -> id = Values.text(parser, token, name);
      case "batch" -> batch = Values.batch(parser, token);
      case "args" -> args = arguments(token);
      case "attachments" -> attachments = attachments(token);
      case "traffic" -> inbound = traffic(Values.text(parser, token, name));
      case "exit" -> exit = Values.text(parser, token, name);
      case "error" -> error = Values.flag(parser, token, name);
      case "signal" -> signal = signal(token);
      case "rules" -> rules = Values.document(parser, token);
      default ->
          throw new Refusal(
              "there is no field '"
                  + name
                  + "': a line has at, and one of enter, exit, signal and rules");
    }
  }

  private List<@Nullable ParamValue> arguments(JsonToken token) throws IOException, Refusal {
    if (token != JsonToken.START_ARRAY) {
      throw new Refusal("args must be an array");
    }
    List<@Nullable ParamValue> values = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      bound(values.size(), "args");
      values.add(Values.argument(parser, t));
    }
    return values;
  }

  private Map<String, ParamValue> attachments(JsonToken token) throws IOException, Refusal {
    if (token != JsonToken.START_OBJECT) {
      throw new Refusal("attachments must be an object");
    }
    Map<String, ParamValue> values = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      bound(values.size(), "attachments");
      String key = parser.currentName();
      ParamValue value = Values.argument(parser, parser.nextToken());
      if (value != null) {
        values.put(key, value);
      }
    }
    return values;
  }

  private static void bound(int count, String name) throws Refusal {
    if (count >= MAX_ARGUMENTS) {
      throw new Refusal(name + " has more than " + MAX_ARGUMENTS + " values");
    }
  }

  private static boolean traffic(String word) throws Refusal {
    return switch (word) {
      case "inbound" -> true;
      case "outbound" -> false;
      default -> throw new Refusal("traffic must be inbound or outbound, was '" + word + "'");
    };
  }

  private Signal signal(JsonToken token) throws IOException, Refusal {
    if (token != JsonToken.START_OBJECT) {
      throw new Refusal("signal must be an object");
    }
    Double load = null;
    Double cpuUsage = null;
    Long memoryBytes = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "load" -> load = Values.decimal(parser, value, name);
        case "cpuUsage" -> cpuUsage = Values.decimal(parser, value, name);
        case "memoryBytes" -> memoryBytes = Values.bytes(parser, value, name);
        default ->
            throw new Refusal(
                "there is no signal '" + name + "': there are load, cpuUsage and memoryBytes");
      }
    }
    return new Signal(0, load, cpuUsage, memoryBytes);
  }

  /** The line that the fields make. */
  TraceLine line() throws Refusal {
    if (at < 0) {
      throw new Refusal("at is missing: milliseconds on the trace's clock");
    }
    int kinds = count(enter) + count(exit) + count(signal) + count(rules);
    if (kinds != 1) {
      throw new Refusal("a line has one of enter, exit, signal and rules, this has " + kinds);
    }
    if (exit != null) {
      return new Exit(at, exit, error);
    }
    if (signal != null) {
      return new Signal(at, signal.load(), signal.cpuUsage(), signal.memoryBytes());
    }
    return rules != null ? new Rules(at, rules) : entering();
  }

  private Enter entering() throws Refusal {
    if (enter == null || enter.isEmpty()) {
      throw new Refusal("enter must name a resource");
    }
    if (id == null) {
      throw new Refusal("id is missing: the name by which the call exits");
    }
    return new Enter(at, enter, id, batch, args, attachments, inbound);
  }

  private static int count(@Nullable Object value) {
    return value == null ? 0 : 1;
  }
}
