package dev.weir.wasm.sdk.json;

import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Slice;
import org.jspecify.annotations.Nullable;

/**
 * Pulls values out of a JSON text (RFC 8259) in linear memory. The caller says what comes next, so
 * that nothing is kept that is not asked for and there is no recursion: hostile nesting ends at the
 * first bracket that nobody expected.
 *
 * <p>Objects: {@link #beginObject}, {@link #nextName} until null, a value after each. Arrays:
 * {@link #beginArray}, a value while {@link #nextElement}. At last {@link #end}.
 */
public final class JsonReader {

  /** So many digits are below 2 to the 53rd. */
  private static final int MAX_EXACT_DIGITS = 15;

  private final Memory memory;
  private final int start;
  private final int end;
  private final JsonStrings strings;
  private int at;
  private boolean first;

  /** Reads {@code text} from its start. */
  public JsonReader(Memory memory, Slice text) {
    this.memory = memory;
    this.start = text.address();
    this.end = text.end();
    this.at = start;
    this.strings = new JsonStrings(memory, start, end);
  }

  /** Steps into an object. */
  public void beginObject() {
    expect('{');
    first = true;
  }

  /** The next name of the object, or null when it ends. */
  public @Nullable String nextName() {
    if (!next('}')) {
      return null;
    }
    String name = string();
    expect(':');
    return name;
  }

  /** Steps into an array. */
  public void beginArray() {
    expect('[');
    first = true;
  }

  /** Whether the array has another element; steps out of it when not. */
  public boolean nextElement() {
    return next(']');
  }

  /** A string. */
  public String string() {
    if (peek() != '"') {
      throw unexpected("a string");
    }
    String text = strings.read(at);
    at = strings.end();
    first = false;
    return text;
  }

  /** A whole number that fits a long. */
  public long integer() {
    int from = number();
    boolean negative = memory.load8(from) == '-';
    long value = 0;
    for (int i = negative ? from + 1 : from; i < at; i++) {
      int digit = memory.load8(i) - '0';
      if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
        throw new JsonException("expected a whole number of 64 bits", from - start);
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }

  /** Any number. */
  public double decimal() {
    int from = number();
    long whole = whole(from);
    if (whole >= 0) {
      return whole;
    }
    StringBuilder text = new StringBuilder();
    for (int i = from; i < at; i++) {
      text.append((char) memory.load8(i));
    }
    return Double.parseDouble(text.toString());
  }

  /**
   * The value of a short number without a sign or an exponent whose fraction is naught, which a
   * double holds exactly; -1 for any other.
   */
  private long whole(int from) {
    boolean pointed = at - from > 2 && memory.load8(at - 1) == '0' && memory.load8(at - 2) == '.';
    int to = pointed ? at - 2 : at;
    if (to - from > MAX_EXACT_DIGITS) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = memory.load8(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** The address of the next byte; before a value that may be white space. */
  public int position() {
    return at;
  }

  /** What follows a line feed, which must come next; it need not be JSON. */
  public Slice rest() {
    if (byteAt() != '\n') {
      throw unexpected("a line feed");
    }
    return new Slice(at + 1, end - at - 1);
  }

  /** Nothing but white space may follow. */
  public void end() {
    if (peek() != 0 || at < end) {
      throw unexpected("the end");
    }
  }

  /** What is wrong with the value before this place. */
  public JsonException invalid(String expectation) {
    return new JsonException(expectation, at - start);
  }

  /** Steps to the next member, or out of the container. */
  private boolean next(char close) {
    if (peek() == close) {
      at++;
      first = false;
      return false;
    }
    if (!first) {
      expect(',');
    }
    first = false;
    return true;
  }

  /** Scans a number by the grammar; returns where it began. */
  private int number() {
    peek();
    int from = at;
    if (byteAt() == '-') {
      at++;
    }
    if (byteAt() == '0') {
      at++;
    } else {
      digits();
    }
    if (byteAt() == '.') {
      at++;
      digits();
    }
    if (byteAt() == 'e' || byteAt() == 'E') {
      at++;
      if (byteAt() == '+' || byteAt() == '-') {
        at++;
      }
      digits();
    }
    first = false;
    return from;
  }

  private void digits() {
    if (!digit()) {
      throw unexpected("a digit");
    }
    while (digit()) {
      at++;
    }
  }

  private boolean digit() {
    return byteAt() >= '0' && byteAt() <= '9';
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw unexpected("'" + wanted + "'");
    }
    at++;
  }

  /** Skips white space; the byte that follows, or 0 at the end. */
  private int peek() {
    while (at < end) {
      int next = memory.load8(at);
      if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
        return next;
      }
      at++;
    }
    return 0;
  }

  private int byteAt() {
    return at < end ? memory.load8(at) : 0;
  }

  private JsonException unexpected(String wanted) {
    int found = byteAt() & 0xff;
    String shown =
        at >= end
            ? "the text ends"
            : found > 0x20 && found < 0x7f ? "'" + (char) found + "'" : "byte " + found;
    return new JsonException("expected " + wanted + ", found " + shown, at - start);
  }
}
