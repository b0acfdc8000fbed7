package dev.weir.bench.decision;

import dev.weir.bench.Row;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What Weir's own rows have to reach: ratios within the same run, and no garbage. */
final class DecisionGoals {

  static final String ONE = "one resource";
  static final String OWN = "a resource each";
  static final String MANY = "100,000 resources";
  static final String TWO_THREADS = ", 2 threads";

  /** How many times Sentinel's time is Weir's, at least. */
  private static final Map<String, Double> SENTINEL =
      Map.of("flow pass", 8.0, "flow block", 18.0, "hot parameter", 8.0, "breaker", 6.0);

  /** Throughput of two threads over that of one, at least. */
  private static final Map<String, Double> SCALING = Map.of(ONE, 1.3, OWN, 1.7);

  /** Rows that are there to be read. */
  private static final Set<String> NO_GOAL = Set.of(LoadPause.WORST, Logging.READ, Logging.WRITE);

  private static final double MANY_AT_MOST = 1.2;
  private static final double LOAD_MS = 100;
  private static final double PAUSE_AT_MOST = 2;

  /** JMH divides what the JVM allocates on its own by the operations: not quite nothing. */
  private static final double NO_BYTES = 0.1;

  private DecisionGoals() {}

  /** The rows, with goals on Weir's. */
  static List<Row> judge(List<Row> rows) {
    return rows.stream()
        .map(row -> row.subject().startsWith(Row.WEIR) ? judge(row, rows) : row)
        .toList();
  }

  private static Row judge(Row weir, List<Row> rows) {
    if (NO_GOAL.contains(weir.scenario())) {
      return weir;
    }
    if (weir.unit().equals("B")) {
      return weir.withGoal("0 bytes", weir.value() < NO_BYTES);
    }
    if (weir.unit().equals(Loading.UNIT)) {
      return weir.withGoal("< 100 ms", weir.value() < LOAD_MS);
    }
    if (weir.unit().equals(LoadPause.UNIT)) {
      double beside = value(rows, weir.scenario(), Beside.ALLOCATING.subject(), LoadPause.UNIT);
      return weir.withGoal("<= 2 x allocating", weir.value() <= PAUSE_AT_MOST * beside);
    }
    boolean two = weir.scenario().endsWith(TWO_THREADS);
    String scenario = weir.scenario().replace(TWO_THREADS, "");
    Double sentinel = SENTINEL.get(scenario);
    if (sentinel != null) {
      double ratio = value(rows, weir.scenario(), "sentinel") / weir.value();
      return weir.withGoal(words("sentinel/weir >= %.0f", sentinel), ratio >= sentinel);
    }
    Double scaling = two ? SCALING.get(scenario) : null;
    if (scaling != null) {
      double ratio = 2 * value(rows, scenario, Row.WEIR) / weir.value();
      return weir.withGoal(words("throughput x %.1f", scaling), ratio >= scaling);
    }
    return scenario.equals(MANY) ? many(weir, two ? OWN : ONE, rows) : weir;
  }

  /** Threads that meet at one resource do less than at many: they count ahead. */
  private static Row many(Row weir, String beside, List<Row> rows) {
    double few = value(rows, weir.scenario().replace(MANY, beside), Row.WEIR);
    return weir.withGoal("<= 1.2 x " + beside, weir.value() <= MANY_AT_MOST * few);
  }

  private static String words(String format, double goal) {
    return String.format(Locale.ROOT, format, goal);
  }

  /** Nanoseconds of a subject in a case; not a number when they were not measured. */
  private static double value(List<Row> rows, String scenario, String subject) {
    return value(rows, scenario, subject, "ns");
  }

  private static double value(List<Row> rows, String scenario, String subject, String unit) {
    return rows.stream()
        .filter(row -> row.subject().equals(subject))
        .filter(row -> row.scenario().equals(scenario))
        .filter(row -> row.unit().equals(unit))
        .mapToDouble(Row::value)
        .findFirst()
        .orElse(Double.NaN);
  }
}
