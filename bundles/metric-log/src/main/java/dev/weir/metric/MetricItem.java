package dev.weir.metric;

import java.time.ZoneId;

/**
 * A line of the metric log: one resource in one second.
 *
 * @param timestampMs when the second began, in milliseconds since the epoch, 1 to {@value
 *     #MAX_TIMESTAMP_MS}
 * @param resource as rules have it
 * @param classification Sentinel's type of the resource; 0: common
 * @param figures what the second held
 */
public record MetricItem(long timestampMs, String resource, int classification, Figures figures) {

  /** The end of the year 9999: later dates have no four digits. */
  public static final long MAX_TIMESTAMP_MS = 253_402_300_799_999L;

  public MetricItem {
    if (timestampMs < 1 || timestampMs > MAX_TIMESTAMP_MS) {
      throw new IllegalArgumentException(
          "timestampMs must be 1 to " + MAX_TIMESTAMP_MS + ", was " + timestampMs);
    }
  }

  /** The line of a file, without its line feed: {@code timestamp|date|resource|pass|block|…}. */
  public String toFat(ZoneId zone) {
    StringBuilder line = new StringBuilder(96);
    new LineFormat(zone).fat(line, this);
    return line.toString();
  }

  /** The same without the date: what Sentinel's command centre answers. */
  public String toThin() {
    StringBuilder line = new StringBuilder(96);
    LineFormat.thin(line, this);
    return line.toString();
  }

  /**
   * Reads the line of a file; figures that older writers leave out are 0.
   *
   * @throws IllegalArgumentException when it is none; the message says which field is wrong
   */
  public static MetricItem fromFat(String line) {
    return LineReader.fat(line);
  }
}
