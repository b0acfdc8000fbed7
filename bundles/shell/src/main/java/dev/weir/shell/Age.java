package dev.weir.shell;

/**
 * How long ago something was, in its largest unit: {@code 12s}, {@code 3m}, {@code 5h}, {@code 9d}.
 */
final class Age {

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Age() {}

  /** Both in milliseconds since the epoch; what lies in the future is 0s ago. */
  static String of(long since, long now) {
    long seconds = Math.max(0, (now - since) / 1_000);
    if (seconds < MINUTE) {
      return seconds + "s";
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + "m";
    }
    return seconds < DAY ? seconds / HOUR + "h" : seconds / DAY + "d";
  }
}
