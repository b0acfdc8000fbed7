package dev.weir.metric;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Lines as Sentinel writes them. Of one thread: the date of a second is kept for its other lines.
 *
 * <p>A name loses its separators, as with Sentinel; beyond that also its line breaks and other
 * control characters, which would forge lines, and what it has over {@value #MAX_NAME} characters.
 */
final class LineFormat {

  /** Longest name, in characters. */
  static final int MAX_NAME = 1024;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final DateTimeFormatter dates;
  private long second = -1;
  private String date = "";

  LineFormat(ZoneId zone) {
    this.dates = DATE.withZone(zone);
  }

  void fat(StringBuilder line, MetricItem item) {
    line.append(item.timestampMs()).append('|').append(date(item.timestampMs())).append('|');
    rest(line, item);
  }

  static void thin(StringBuilder line, MetricItem item) {
    line.append(item.timestampMs()).append('|');
    rest(line, item);
  }

  private String date(long timestampMs) {
    if (timestampMs / 1000 != second) {
      second = timestampMs / 1000;
      date = dates.format(Instant.ofEpochSecond(second));
    }
    return date;
  }

  private static void rest(StringBuilder line, MetricItem item) {
    name(line, item.resource());
    Figures figures = item.figures();
    line.append('|').append(figures.pass());
    line.append('|').append(figures.block());
    line.append('|').append(figures.complete());
    line.append('|').append(figures.error());
    line.append('|').append(figures.averageRtMs());
    line.append('|').append(figures.occupiedPass());
    line.append('|').append(figures.concurrency());
    line.append('|').append(item.classification());
  }

  private static void name(StringBuilder line, String resource) {
    int length = Math.min(resource.length(), MAX_NAME);
    for (int i = 0; i < length; i++) {
      char c = resource.charAt(i);
      line.append(c == '|' || Character.isISOControl(c) ? '_' : c);
    }
  }

  /** The name that the log has for a resource. */
  static String logged(String resource) {
    StringBuilder name = new StringBuilder(resource.length());
    name(name, resource);
    return name.toString();
  }
}
