package dev.weir.envoy.stats;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reader of one line of Prometheus' text exposition format 0.0.4, in one pass from left to right:
 * {@code name{label="value",…} value [timestamp]}.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">The
 *     format</a>
 */
final class PrometheusText {

  private final String line;
  private int at;

  private PrometheusText(String line) {
    this.line = line;
  }

  /** Whether the line says nothing by intention: blank, or a comment. */
  static boolean isComment(String line) {
    String text = line.strip();
    return text.isEmpty() || text.charAt(0) == '#';
  }

  /** The sample of a line that is no comment, or null when the line is malformed. */
  static @Nullable Sample parse(String line) {
    return new PrometheusText(line).sample();
  }

  private @Nullable Sample sample() {
    skipBlanks();
    String name = name(true);
    Map<String, String> labels = name.isEmpty() ? null : labels();
    if (labels == null) {
      return null;
    }
    skipBlanks();
    Double value = number(word());
    skipBlanks();
    String timestamp = word();
    skipBlanks();
    if (value == null || at < line.length() || !(timestamp.isEmpty() || isInteger(timestamp))) {
      return null;
    }
    return new Sample(name, labels, value);
  }

  private @Nullable Map<String, String> labels() {
    skipBlanks();
    if (!take('{')) {
      return Map.of();
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (skipBlanks(); !take('}'); skipBlanks()) {
      String label = name(false);
      skipBlanks();
      if (label.isEmpty() || !take('=')) {
        return null;
      }
      skipBlanks();
      String value = quoted();
      skipBlanks();
      if (value == null || labels.put(label, value) != null || !(take(',') || ahead('}'))) {
        return null;
      }
    }
    return labels;
  }

  private @Nullable String quoted() {
    if (!take('"')) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == '"') {
        return text.toString();
      }
      if (c != '\\') {
        text.append(c);
      } else if (take('n')) {
        text.append('\n');
      } else if (ahead('"') || ahead('\\')) {
        text.append(line.charAt(at++));
      } else {
        return null;
      }
    }
    return null;
  }

  private String name(boolean colons) {
    int start = at;
    while (at < line.length() && isNamePart(line.charAt(at), colons, at > start)) {
      at++;
    }
    return line.substring(start, at);
  }

  private String word() {
    int start = at;
    while (at < line.length() && !isBlank(line.charAt(at))) {
      at++;
    }
    return line.substring(start, at);
  }

  private void skipBlanks() {
    while (at < line.length() && isBlank(line.charAt(at))) {
      at++;
    }
  }

  private boolean take(char c) {
    boolean there = ahead(c);
    if (there) {
      at++;
    }
    return there;
  }

  private boolean ahead(char c) {
    return at < line.length() && line.charAt(at) == c;
  }

  private static @Nullable Double number(String word) {
    return switch (word) {
      case "NaN", "Nan" -> Double.NaN;
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> decimal(word);
    };
  }

  private static @Nullable Double decimal(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (!(c >= '0' && c <= '9') && "+-.eE".indexOf(c) < 0) {
        return null;
      }
    }
    try {
      return Double.valueOf(word);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean isInteger(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (!(c >= '0' && c <= '9') && !(i == 0 && c == '-' && word.length() > 1)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isNamePart(char c, boolean colons, boolean digits) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (colons && c == ':')
        || (digits && c >= '0' && c <= '9');
  }
}
