package dev.weir.wasm.limits.hook;

/** Writes JSON (RFC 8259), compact; puts the commas. Nesting is the caller's to get right. */
final class JsonWriter {

  private final StringBuilder text = new StringBuilder();
  private boolean comma;

  JsonWriter beginObject() {
    return open('{');
  }

  JsonWriter endObject() {
    return close('}');
  }

  JsonWriter beginArray() {
    return open('[');
  }

  JsonWriter endArray() {
    return close(']');
  }

  JsonWriter name(String name) {
    string(name);
    text.append(':');
    comma = false;
    return this;
  }

  JsonWriter number(long value) {
    return value(Long.toString(value));
  }

  /** A finite number. */
  JsonWriter number(double value) {
    return value(Double.toString(value));
  }

  JsonWriter string(String value) {
    StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      append(quoted, value, i);
    }
    return value(quoted.append('"').toString());
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private static void append(StringBuilder quoted, String value, int i) {
    char c = value.charAt(i);
    switch (c) {
      case '"', '\\' -> quoted.append('\\').append(c);
      case '\n' -> quoted.append("\\n");
      default -> {
        if (c < 0x20) {
          quoted.append("\\u00").append(Character.forDigit(c >> 4, 16));
          quoted.append(Character.forDigit(c & 0xf, 16));
        } else {
          quoted.append(isLoneSurrogate(value, i) ? '\ufffd' : c);
        }
      }
    }
  }

  private static boolean isLoneSurrogate(String value, int i) {
    char c = value.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
  }

  private JsonWriter value(String value) {
    if (comma) {
      text.append(',');
    }
    text.append(value);
    comma = true;
    return this;
  }

  private JsonWriter open(char bracket) {
    value(String.valueOf(bracket));
    comma = false;
    return this;
  }

  private JsonWriter close(char bracket) {
    text.append(bracket);
    comma = true;
    return this;
  }
}
