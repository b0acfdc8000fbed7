package dev.weir.wasm.sdk.json;

import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.text.Utf8;
import org.jspecify.annotations.Nullable;

/** Strings of JSON: quotes, escapes, UTF-8. */
final class JsonStrings {

  /** So many texts are remembered: names of fields come again and again. */
  private static final int KNOWN = 64;

  private final Memory memory;
  private final @Nullable String[] known = new @Nullable String[KNOWN];
  private final int start;
  private final int limit;
  private int at;

  JsonStrings(Memory memory, int start, int limit) {
    this.memory = memory;
    this.start = start;
    this.limit = limit;
  }

  /** Reads the string whose opening quote is at {@code quote}. */
  String read(int quote) {
    at = quote + 1;
    String whole = plain();
    if (memory.load8(at) == '"') {
      at++;
      return whole;
    }
    return escaped(new StringBuilder(whole), quote);
  }

  /** Goes on at the first backslash of a string. */
  private String escaped(StringBuilder text, int quote) {
    while (true) {
      if (memory.load8(at) == '"') {
        at++;
        return checked(text.toString(), quote);
      }
      at++;
      text.append(escape());
      text.append(plain());
    }
  }

  /** Where the string that was read last ends. */
  int end() {
    return at;
  }

  /** Characters up to a quote or a backslash. */
  private String plain() {
    int from = at;
    int hash = 0;
    while (at < limit && memory.load8(at) != '"' && memory.load8(at) != '\\') {
      int next = memory.load8(at);
      if (next >= 0 && next < 0x20) {
        throw new JsonException("expected no control character in a string", at - start);
      }
      hash = 31 * hash + next;
      at++;
    }
    if (at >= limit) {
      throw new JsonException("expected the end of a string, found the end", at - start);
    }
    return text(from, at - from, (hash ^ hash >>> 6) & (KNOWN - 1));
  }

  /** The text of so many bytes: the same object as the last one of its place, if it is equal. */
  private String text(int from, int length, int place) {
    String before = known[place];
    if (before != null && is(before, from, length)) {
      return before;
    }
    String text = Utf8.read(memory, from, length);
    if (text == null) {
      throw new JsonException("expected UTF-8 in a string", from - start);
    }
    known[place] = text;
    return text;
  }

  /** Whether a text is those bytes; of one that is not ASCII it is not known. */
  private boolean is(String text, int from, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != memory.load8(from + i)) {
        return false;
      }
    }
    return true;
  }

  private char escape() {
    int kind = at < limit ? memory.load8(at++) : 0;
    return switch (kind) {
      case '"', '\\', '/' -> (char) kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw new JsonException("expected an escape", at - start);
    };
  }

  private char unicode() {
    if (limit - at < 4) {
      throw new JsonException("expected four hex digits", at - start);
    }
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = hexDigit(memory.load8(at));
      if (digit < 0) {
        throw new JsonException("expected a hex digit", at - start);
      }
      unit = (unit << 4) | digit;
      at++;
    }
    return (char) unit;
  }

  /** The digit's value, or -1; without the tables of Character. */
  private static int hexDigit(int c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** Escapes can spell half a surrogate pair, which is no text. */
  private String checked(String text, int quote) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new JsonException("expected whole surrogate pairs", quote - start);
        }
        i++;
      }
    }
    return text;
  }
}
