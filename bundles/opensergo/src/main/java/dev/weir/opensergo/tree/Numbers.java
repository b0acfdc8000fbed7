package dev.weir.opensergo.tree;

import dev.weir.opensergo.tree.Node.Scalar;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads numbers; refuses what YAML versions read differently, such as {@code 010}. */
final class Numbers {

  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d*+)");
  private static final Pattern DECIMAL =
      Pattern.compile("-?(0|[1-9]\\d*+)(\\.\\d++)?([eE][-+]?\\d++)?");
  private static final int LONGEST = 20;

  private Numbers() {}

  static long integer(Field field, long least, long most) {
    String what = "a whole number from " + least + " to " + most;
    if (!(field.node() instanceof Scalar scalar) || scalar.type() != Scalar.Type.NUMBER) {
      field.expected(what, withoutQuotes(field));
      return least;
    }
    OptionalLong value = whole(scalar.text());
    if (value.isEmpty() || value.getAsLong() < least || value.getAsLong() > most) {
      field.expected(what, "");
      return least;
    }
    return value.getAsLong();
  }

  /** A whole number of 64 bits with sign; empty for any other text. */
  static OptionalLong whole(String text) {
    if (text.length() > LONGEST || !WHOLE.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) { // beyond 64 bits
      return OptionalLong.empty();
    }
  }

  static double number(Field field) {
    String what = "a finite number, 0 or more";
    if (!(field.node() instanceof Scalar scalar) || scalar.type() != Scalar.Type.NUMBER) {
      field.expected(what, withoutQuotes(field));
      return 0;
    }
    double value =
        DECIMAL.matcher(scalar.text()).matches() ? Double.parseDouble(scalar.text()) : -1;
    if (!(value >= 0) || value > Long.MAX_VALUE) {
      field.expected(value > Long.MAX_VALUE ? "at most " + Long.MAX_VALUE : what, "");
      return 0;
    }
    return value + 0.0; // one zero
  }

  private static String withoutQuotes(Field field) {
    boolean quoted =
        field.node() instanceof Scalar scalar && DECIMAL.matcher(scalar.text()).matches();
    return quoted ? ": remove the quotes" : "";
  }
}
