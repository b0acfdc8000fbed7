package dev.weir.bench.decision;

import dev.weir.bench.Row;
import java.util.List;
import java.util.Locale;

/** What Weir's own rows have to reach: ratios to Sentinel in the same run, and no garbage. */
final class DecisionGoals {

  private static final double PASS = 8;
  private static final double BLOCK = 18;

  /** JMH divides what the JVM allocates on its own by the operations: not quite nothing. */
  private static final double NO_BYTES = 0.1;

  private DecisionGoals() {}

  /** The rows, with goals on Weir's. */
  static List<Row> judge(List<Row> rows) {
    return rows.stream()
        .map(row -> row.subject().equals(Row.WEIR) ? judge(row, rows) : row)
        .toList();
  }

  private static Row judge(Row weir, List<Row> rows) {
    if (weir.unit().equals("B")) {
      return weir.withGoal("0 bytes", weir.value() < NO_BYTES);
    }
    double goal = weir.scenario().startsWith("flow block") ? BLOCK : PASS;
    double sentinel =
        rows.stream()
            .filter(row -> row.subject().equals("sentinel"))
            .filter(row -> row.scenario().equals(weir.scenario()))
            .filter(row -> row.unit().equals(weir.unit()))
            .mapToDouble(Row::value)
            .findFirst()
            .orElse(Double.NaN);
    String words = String.format(Locale.ROOT, "sentinel/weir >= %.0f", goal);
    return weir.withGoal(words, sentinel / weir.value() >= goal);
  }
}
