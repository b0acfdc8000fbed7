package dev.weir.metric;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lines as Sentinel does: at least eight fields, at most the first eleven are looked at. */
final class LineReader {

  private static final int LEAST_FIELDS = 8;
  private static final int FIELDS = 11;

  private static final List<String> NAMES =
      List.of(
          "timestamp",
          "date",
          "resource",
          "pass",
          "block",
          "complete",
          "error",
          "average rt",
          "occupied pass",
          "concurrency",
          "classification");

  private final List<String> fields;

  private LineReader(List<String> fields) {
    this.fields = fields;
  }

  static MetricItem fat(String line) {
    List<String> fields = split(line);
    if (fields.size() < LEAST_FIELDS) {
      throw new IllegalArgumentException(
          "a metric line needs "
              + LEAST_FIELDS
              + " fields between '|', had "
              + (line.isEmpty() ? 0 : fields.size()));
    }
    LineReader reader = new LineReader(fields);
    Figures figures =
        new Figures(
            reader.number(3),
            reader.number(4),
            reader.number(5),
            reader.number(6),
            reader.number(7),
            reader.number(8),
            reader.number(9));
    return new MetricItem(reader.number(0), fields.get(2), reader.classification(), figures);
  }

  private static List<String> split(String line) {
    List<String> fields = new ArrayList<>(FIELDS);
    int start = 0;
    while (fields.size() < FIELDS) {
      int end = line.indexOf('|', start);
      if (end < 0) {
        fields.add(line.substring(start));
        break;
      }
      fields.add(line.substring(start, end));
      start = end + 1;
    }
    return fields;
  }

  private long number(int field) {
    if (field >= fields.size()) {
      return 0;
    }
    String text = fields.get(field);
    if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
      throw wrong(field, null);
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw wrong(field, e);
    }
  }

  private int classification() {
    int field = FIELDS - 1;
    try {
      return field < fields.size() ? Integer.parseInt(fields.get(field)) : 0;
    } catch (NumberFormatException e) {
      throw wrong(field, e);
    }
  }

  private IllegalArgumentException wrong(int field, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        NAMES.get(field) + " must be a whole number, was '" + fields.get(field) + "'", cause);
  }
}
