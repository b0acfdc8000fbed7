package dev.weir.shell;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Map;

/**
 * A moment as a user writes it: {@code 90s}, {@code 10m}, {@code 2h}, {@code 1d} ago; {@code now};
 * {@code 2026-11-24T10:00} in the zone of the machine; milliseconds since the epoch.
 */
final class Moment {

  private static final Map<Character, Duration> UNITS =
      Map.of(
          's', Duration.ofSeconds(1),
          'm', Duration.ofMinutes(1),
          'h', Duration.ofHours(1),
          'd', Duration.ofDays(1));

  private Moment() {}

  /**
   * Reads one.
   *
   * @param option whose value it is, for the failure
   * @param now what {@code ago} is reckoned from, in the zone of the user
   * @return milliseconds since the epoch
   */
  static long millis(String option, String text, ZonedDateTime now) throws CommandFailure {
    try {
      return read(text, now);
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw new CommandFailure(
          option
              + " must be 90s, 10m, 2h or 1d ago, now, 2026-11-24T10:00 or milliseconds since the"
              + " epoch, was "
              + Table.printable(text),
          e);
    }
  }

  private static long read(String text, ZonedDateTime now) {
    if (text.equals("now")) {
      return now.toInstant().toEpochMilli();
    }
    int last = text.length() - 1;
    Duration unit = last < 0 ? null : UNITS.get(text.charAt(last));
    if (unit != null) {
      Duration ago = unit.multipliedBy(Long.parseLong(text.substring(0, last)));
      return now.toInstant().minus(ago).toEpochMilli();
    }
    if (text.indexOf('T') >= 0) {
      return LocalDateTime.parse(text).atZone(now.getZone()).toInstant().toEpochMilli();
    }
    return Instant.ofEpochMilli(Long.parseLong(text)).toEpochMilli();
  }
}
