package dev.weir.simulate.trace;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.rule.ParamValue;
import dev.weir.rule.ParamValue.OfBoolean;
import dev.weir.rule.ParamValue.OfDouble;
import dev.weir.rule.ParamValue.OfLong;
import dev.weir.rule.ParamValue.OfString;
import dev.weir.simulate.trace.LineFields.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Values of fields, each checked. */
final class Values {

  private static final long NANOS_PER_MS = 1_000_000;

  /** Latest time: what a clock of nanoseconds holds, less its origin. */
  private static final long MAX_MS = Long.MAX_VALUE / NANOS_PER_MS - TraceClock.ORIGIN_MS;

  /** Sentinel's: the largest number of 32 bits without sign. */
  private static final long MAX_BATCH = 4_294_967_295L;

  private Values() {}

  /** Milliseconds, with or without a fraction, as nanoseconds. */
  static long nanos(JsonParser parser, JsonToken token) throws IOException, Refusal {
    if (token == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      long ms = parser.getLongValue();
      if (ms >= 0 && ms < MAX_MS) {
        return ms * NANOS_PER_MS;
      }
    }
    if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      double about = parser.getDoubleValue();
      if (about >= 0 && about < MAX_MS) {
        return new BigDecimal(parser.getText())
            .movePointRight(6)
            .setScale(0, RoundingMode.DOWN)
            .longValueExact();
      }
    }
    throw wrong(parser, "at", "a number of milliseconds, 0 to " + (MAX_MS - 1));
  }

  static String text(JsonParser parser, JsonToken token, String name) throws IOException, Refusal {
    if (token != JsonToken.VALUE_STRING) {
      throw wrong(parser, name, "a string");
    }
    return parser.getText();
  }

  static boolean flag(JsonParser parser, JsonToken token, String name) throws IOException, Refusal {
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw wrong(parser, name, "true or false");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  static long batch(JsonParser parser, JsonToken token) throws IOException, Refusal {
    long batch = whole(parser, token);
    if (batch < 0 || batch > MAX_BATCH) {
      throw wrong(parser, "batch", "a whole number, 0 to " + MAX_BATCH);
    }
    return batch;
  }

  static Long bytes(JsonParser parser, JsonToken token, String name) throws IOException, Refusal {
    long bytes = whole(parser, token);
    if (bytes < 0) {
      throw wrong(parser, name, "a whole number, at least 0");
    }
    return bytes;
  }

  static Double decimal(JsonParser parser, JsonToken token, String name)
      throws IOException, Refusal {
    if (!token.isNumeric() || !Double.isFinite(parser.getDoubleValue())) {
      throw wrong(parser, name, "a number");
    }
    return parser.getDoubleValue();
  }

  private static long whole(JsonParser parser, JsonToken token) throws IOException {
    boolean fits =
        token == JsonToken.VALUE_NUMBER_INT
            && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    return fits ? parser.getLongValue() : -1;
  }

  /** An argument: null for none; a number whose value is whole is an integer. */
  static @Nullable ParamValue argument(JsonParser parser, JsonToken token)
      throws IOException, Refusal {
    return switch (token) {
      case VALUE_NULL -> null;
      case VALUE_TRUE -> new OfBoolean(true);
      case VALUE_FALSE -> new OfBoolean(false);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_STRING -> {
        if (parser.getTextLength() > OfString.MAX_LENGTH) {
          throw new Refusal("an argument has at most " + OfString.MAX_LENGTH + " characters");
        }
        yield new OfString(parser.getText());
      }
      case START_OBJECT,
          START_ARRAY,
          END_OBJECT,
          END_ARRAY,
          FIELD_NAME,
          NOT_AVAILABLE,
          VALUE_EMBEDDED_OBJECT ->
          throw wrong(parser, "an argument", "a string, a number, true, false or null");
    };
  }

  private static ParamValue number(JsonParser parser) throws IOException, Refusal {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return new OfLong(parser.getLongValue());
    }
    double value = parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw wrong(parser, "an argument", "a number of 64 bits");
    }
    return value == Math.rint(value) && Math.abs(value) < 0x1p63
        ? new OfLong((long) value)
        : new OfDouble(value);
  }

  /** The text of an object, to be read as a document of rules. */
  static String document(JsonParser parser, JsonToken token) throws IOException, Refusal {
    if (token != JsonToken.START_OBJECT) {
      throw wrong(parser, "rules", "an object with flow, circuitBreaker and so on");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = LineFields.JSON.createGenerator(out)) {
      generator.copyCurrentStructure(parser);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Refusal wrong(JsonParser parser, String name, String expected) throws IOException {
    String text = parser.getText();
    String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return new Refusal(name + " must be " + expected + ", was " + shown);
  }
}
