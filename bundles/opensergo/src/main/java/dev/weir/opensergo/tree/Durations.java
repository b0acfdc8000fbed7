package dev.weir.opensergo.tree;

import dev.weir.opensergo.tree.Node.Scalar;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OpenSergo's durations: a whole number without leading zero, and a unit right after it. */
final class Durations {

  private static final Map<String, Long> UNITS =
      Map.of(
          "ms", 1L,
          "s", 1_000L,
          "m", 60_000L,
          "min", 60_000L,
          "minute", 60_000L,
          "h", 3_600_000L,
          "d", 86_400_000L);
  private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,8})(ms|s|minute|min|m|h|d)");

  private Durations() {}

  static int milliseconds(Field field, int most) {
    String what =
        "a duration of 1ms to "
            + most
            + "ms, a whole number and ms, s, m, min, minute, h or d, such as \"1s\"";
    if (field.node() instanceof Scalar scalar && scalar.type() == Scalar.Type.TEXT) {
      Matcher matcher = DURATION.matcher(scalar.text());
      if (matcher.matches()) {
        long amount = Long.parseLong(matcher.group(1));
        long milliseconds = amount * UNITS.getOrDefault(matcher.group(2), 0L);
        if (milliseconds <= most) {
          return (int) milliseconds;
        }
      }
    }
    field.expected(what, "");
    return 1;
  }
}
