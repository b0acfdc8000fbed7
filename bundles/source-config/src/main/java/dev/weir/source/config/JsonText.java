package dev.weir.source.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** Writes one JSON object, which is YAML too, in the order of its calls. */
final class JsonText {

  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

  private final StringBuilder text = new StringBuilder("{");
  private boolean first = true;

  JsonText begin(String name) {
    name(name).append('{');
    first = true;
    return this;
  }

  JsonText end() {
    text.append('}');
    first = false;
    return this;
  }

  /** A field that holds text. */
  JsonText field(String name, String value) {
    quote(name(name), value);
    return this;
  }

  /** A field that holds a number; text where the value is none. */
  JsonText number(String name, String value) {
    if (NUMBER.matcher(value).matches()) {
      name(name).append(value);
      return this;
    }
    return field(name, value);
  }

  /** A field that holds true or false; text where the value is neither. */
  JsonText truth(String name, String value) {
    if (value.equals("true") || value.equals("false")) {
      name(name).append(value);
      return this;
    }
    return field(name, value);
  }

  /** Ends the object. */
  String close() {
    return text.append('}').toString();
  }

  private StringBuilder name(String name) {
    if (!first) {
      text.append(", ");
    }
    first = false;
    quote(text, name);
    return text.append(": ");
  }

  private static void quote(StringBuilder out, String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
