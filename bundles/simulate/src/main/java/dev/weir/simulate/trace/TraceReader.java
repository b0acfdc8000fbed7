package dev.weir.simulate.trace;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads a trace line by line; blank lines are passed over. */
public final class TraceReader {

  private final Lines lines;
  private long lastAt = Long.MIN_VALUE;

  /**
   * Reads a stream, which the caller closes.
   *
   * @param name what errors call it
   */
  public TraceReader(InputStream in, String name) {
    this.lines = new Lines(in, name);
  }

  /** The next line; null at the end. */
  public @Nullable TraceLine next() throws IOException, InputException {
    while (lines.advance()) {
      if (!lines.isBlank()) {
        TraceLine line = parse(lines);
        if (line.atNanos() < lastAt) {
          throw refused(lines, back(line.atNanos()));
        }
        lastAt = line.atNanos();
        return line;
      }
    }
    return null;
  }

  private String back(long at) {
    return "at goes back: lines must be in order of time, was "
        + millis(at)
        + " after "
        + millis(lastAt);
  }

  private static String millis(long nanos) {
    return BigDecimal.valueOf(nanos, 6).stripTrailingZeros().toPlainString();
  }

  /** What errors call the stream. */
  public String name() {
    return lines.name();
  }

  /** The number of the line that {@link #next} gave, from 1. */
  public long number() {
    return lines.number();
  }

  /** Reads the line that is the current one there. */
  public static TraceLine parse(Lines lines) throws InputException {
    try (JsonParser parser =
        LineFields.JSON.createParser(lines.buffer(), lines.start(), lines.length())) {
      LineFields fields = new LineFields(parser);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new LineFields.Refusal("a line is one JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        fields.read(parser.currentName());
      }
      if (parser.nextToken() != null) {
        throw new LineFields.Refusal("there is more on the line than one JSON object");
      }
      return fields.line();
    } catch (JsonProcessingException e) {
      throw refused(lines, "is no JSON: " + e.getOriginalMessage());
    } catch (LineFields.Refusal e) {
      throw refused(lines, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new IllegalStateException("bytes cannot fail to be read", e);
    }
  }

  private static InputException refused(Lines lines, String cause) {
    return new InputException(lines.name(), lines.number(), cause);
  }
}
