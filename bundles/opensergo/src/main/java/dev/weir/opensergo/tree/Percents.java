package dev.weir.opensergo.tree;

import dev.weir.opensergo.tree.Node.Scalar;
import java.util.regex.Pattern;

/** OpenSergo's shares: a whole number of percent without leading zero, and the sign. */
final class Percents {

  private static final Pattern PERCENT = Pattern.compile("([1-9]\\d?|100|0)%");
  private static final double WHOLE = 100;

  private Percents() {}

  static double share(Field field) {
    if (field.node() instanceof Scalar scalar
        && scalar.type() == Scalar.Type.TEXT
        && PERCENT.matcher(scalar.text()).matches()) {
      return Integer.parseInt(scalar.text().substring(0, scalar.text().length() - 1)) / WHOLE;
    }
    field.expected("a whole number from 0 to 100 and a percent sign, such as \"60%\"", "");
    return 0;
  }
}
