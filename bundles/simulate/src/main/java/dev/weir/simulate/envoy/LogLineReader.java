package dev.weir.simulate.envoy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.rule.ParamValue;
import dev.weir.rule.ParamValue.OfBoolean;
import dev.weir.rule.ParamValue.OfDouble;
import dev.weir.rule.ParamValue.OfLong;
import dev.weir.rule.ParamValue.OfString;
import dev.weir.simulate.trace.InputException;
import dev.weir.simulate.trace.Lines;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line of an access log: an object with {@code start_time}, {@code method} and {@code
 * path}, best also {@code duration} and {@code response_code}, the names that Envoy's documentation
 * and Istio give those fields.
 */
final class LogLineReader {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String START_TIME = "start_time";
  private static final int MAX_ATTACHMENTS = 64;
  private static final int SERVER_ERROR = 500;
  private static final long MAX_MS = 10_000_000_000_000L;

  private final JsonParser parser;
  private final Map<String, ParamValue> attachments = new LinkedHashMap<>();
  private @Nullable BigDecimal startMs;
  private BigDecimal durationMs = BigDecimal.ZERO;
  private String method = "";
  private String path = "";
  private int status;

  private LogLineReader(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads the line that is the current one there. */
  static LoggedCall read(Lines lines) throws InputException {
    try (JsonParser parser = JSON.createParser(lines.buffer(), lines.start(), lines.length())) {
      return new LogLineReader(parser).call();
    } catch (JsonProcessingException e) {
      throw refused(lines, "is no JSON: " + e.getOriginalMessage());
    } catch (IOException | ArithmeticException | DateTimeException e) {
      throw refused(lines, String.valueOf(e.getMessage()));
    }
  }

  private static InputException refused(Lines lines, String cause) {
    return new InputException(lines.name(), lines.number(), cause);
  }

  private LoggedCall call() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("a line is one JSON object: does the log have a json_format?");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      field(parser.currentName(), parser.nextToken());
    }
    if (startMs == null) {
      throw new IOException("start_time is missing: the log format needs %START_TIME%");
    }
    if (method.isEmpty() || path.isEmpty()) {
      throw new IOException("method and path are needed: %REQ(:METHOD)% and %REQ(:PATH)%");
    }
    return new LoggedCall(
        nanos(startMs),
        nanos(durationMs),
        method + ":" + path,
        status >= SERVER_ERROR,
        attachments);
  }

  private void field(String name, JsonToken token) throws IOException {
    if (token.isStructStart()) {
      parser.skipChildren();
      return;
    }
    String text = token == JsonToken.VALUE_NULL ? "-" : parser.getText();
    boolean none = text.equals("-") || text.isEmpty();
    switch (name) {
      case START_TIME -> startMs = time(text);
      case "duration" -> durationMs = none ? BigDecimal.ZERO : number(name, text);
      case "method" -> method = none ? "" : text;
      case "path" -> path = none ? "" : withoutQuery(text);
      case "response_code" -> status = none ? 0 : number(name, text).intValueExact();
      default -> {
        if (!none && attachments.size() < MAX_ATTACHMENTS) {
          attachments.put(name, value(token, text));
        }
      }
    }
  }

  private ParamValue value(JsonToken token, String text) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      return new OfString(text.substring(0, Math.min(text.length(), OfString.MAX_LENGTH)));
    } else if (token.isBoolean()) {
      return new OfBoolean(token == JsonToken.VALUE_TRUE);
    }
    boolean whole =
        token == JsonToken.VALUE_NUMBER_INT
            && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    if (whole) {
      return new OfLong(parser.getLongValue());
    }
    double number = parser.getDoubleValue();
    return Double.isFinite(number) ? new OfDouble(number) : new OfString(text);
  }

  /** A time of RFC 3339, or seconds since the epoch, as milliseconds since it. */
  private static BigDecimal time(String text) throws IOException {
    if (text.indexOf('T') > 0) {
      Instant instant = Instant.parse(text);
      return BigDecimal.valueOf(instant.getEpochSecond(), -3)
          .add(BigDecimal.valueOf(instant.getNano(), 6));
    }
    return number(START_TIME, text).movePointRight(3);
  }

  private static BigDecimal number(String name, String text) throws IOException {
    if (text.length() <= 40) {
      try {
        BigDecimal number = new BigDecimal(text);
        if (number.signum() >= 0 && Math.abs(number.scale()) <= 40 && number.precision() <= 40) {
          return number;
        }
      } catch (NumberFormatException e) {
        throw refusal(name, text, e);
      }
    }
    throw refusal(name, text, null);
  }

  private static long nanos(BigDecimal ms) throws IOException {
    if (ms.compareTo(BigDecimal.valueOf(MAX_MS)) >= 0) {
      throw new IOException("a time of " + ms.toPlainString() + " ms is beyond the clock");
    }
    return ms.movePointRight(6).setScale(0, RoundingMode.DOWN).longValueExact();
  }

  private static String withoutQuery(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }

  private static IOException refusal(String name, String text, @Nullable Exception cause) {
    String time = name.equals(START_TIME) ? "a time of RFC 3339 or " : "";
    return new IOException(
        name + " must be " + time + "a number, at least 0, was '" + text + "'", cause);
  }
}
