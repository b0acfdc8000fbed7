package dev.weir.opensergo.sentinel;

import dev.weir.rule.ParamValue;
import dev.weir.rule.ParamValue.OfBoolean;
import dev.weir.rule.ParamValue.OfDouble;
import dev.weir.rule.ParamValue.OfLong;
import dev.weir.rule.ParamValue.OfString;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads texts as Go's package strconv does, of which Sentinel's converters make values. */
final class GoValues {

  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");
  private static final Pattern INTEGER = Pattern.compile("[-+]?\\d{1,1000}");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\d{1,400}(\\.\\d{0,400})?|\\.\\d{1,400})([eE][-+]?\\d{1,9})?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile(
          "[-+]?0[xX]([0-9a-fA-F]{1,40}(\\.[0-9a-fA-F]{0,40})?|\\.[0-9a-fA-F]{1,40})[pP][-+]?\\d{1,9}");
  private static final Set<String> INFINITE = Set.of("inf", "infinity");
  private static final int DIGITS = 5;

  private GoValues() {}

  /** {@code strconv.Atoi} on 64 bits. */
  static Optional<ParamValue> integer(String text) {
    if (!INTEGER.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new OfLong(Long.parseLong(text)));
    } catch (NumberFormatException e) { // beyond 64 bits
      return Optional.empty();
    }
  }

  static Optional<ParamValue> string(String text) {
    return Optional.of(new OfString(text));
  }

  /** {@code strconv.ParseBool}. */
  static Optional<ParamValue> bool(String text) {
    return TRUE.contains(text) || FALSE.contains(text)
        ? Optional.of(new OfBoolean(TRUE.contains(text)))
        : Optional.empty();
  }

  /**
   * {@code strconv.ParseFloat}, rounded to five decimals as Sentinel does. No NaN, which no
   * argument equals, and no underscores.
   */
  static Optional<ParamValue> decimal(String text) {
    if (DECIMAL.matcher(text).matches() || HEXADECIMAL.matcher(text).matches()) {
      double value = Double.parseDouble(text);
      return Double.isInfinite(value) ? Optional.empty() : Optional.of(new OfDouble(round(value)));
    }
    String unsigned = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    if (INFINITE.contains(unsigned.toLowerCase(Locale.ROOT))) {
      return Optional.of(
          new OfDouble(text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY));
    }
    return Optional.empty();
  }

  /** Go's {@code %.5f}, read back; one zero, as Go's maps have one. */
  private static double round(double value) {
    double rounded = new BigDecimal(value).setScale(DIGITS, RoundingMode.HALF_EVEN).doubleValue();
    return rounded == 0 ? 0 : rounded;
  }
}
