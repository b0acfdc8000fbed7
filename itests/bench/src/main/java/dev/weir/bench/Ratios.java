package dev.weir.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows as a table for people: each figure beside its ratio to Weir's in the same case. */
public final class Ratios {

  private static final String FORMAT = " %-26s %12s %-8s %10s  %s%n";
  private static final int NARROWEST = 30;

  private Ratios() {}

  /** The table; rows of one case and unit are put together in the order in which they came. */
  public static String table(List<Row> rows) {
    Map<String, List<Row>> cases = new LinkedHashMap<>();
    for (Row row : rows) {
      cases.computeIfAbsent(row.scenario() + "\n" + row.unit(), c -> new ArrayList<>()).add(row);
    }
    int width = rows.stream().mapToInt(row -> row.scenario().length()).max().orElse(0);
    String first = "%-" + Math.max(NARROWEST, width) + "s";
    StringBuilder table = new StringBuilder();
    table.append(String.format(Locale.ROOT, first, "case"));
    table.append(String.format(Locale.ROOT, FORMAT, "subject", "value", "unit", "x weir", "goal"));
    cases.values().forEach(same -> append(table, first, same));
    return table.toString();
  }

  private static void append(StringBuilder table, String first, List<Row> same) {
    double weir =
        same.stream().filter(Ratios::isWeir).mapToDouble(Row::value).findFirst().orElse(0);
    same.stream()
        .sorted(Comparator.comparing((Row row) -> !isWeir(row)).thenComparing(Row::value))
        .forEach(
            row ->
                table
                    .append(String.format(Locale.ROOT, first, row.scenario()))
                    .append(line(row, weir)));
  }

  private static boolean isWeir(Row row) {
    return row.subject().equals(Row.WEIR);
  }

  /** Nothing is so many times nothing: against a value of (nearly) 0 there is no ratio. */
  private static String line(Row row, double weir) {
    if (row.missing() != null) {
      return String.format(
          Locale.ROOT, FORMAT, row.subject(), "-", "", "", "not measured: " + row.missing());
    }
    boolean comparable = weir >= 0.05;
    return String.format(
        Locale.ROOT,
        FORMAT,
        row.subject(),
        String.format(Locale.ROOT, row.unit().startsWith("x") ? "%.2f" : "%.1f", row.value()),
        row.unit(),
        comparable ? String.format(Locale.ROOT, "%.2f", row.value() / weir) : "",
        goal(row));
  }

  private static String goal(Row row) {
    if (row.goal() == null) {
      return "";
    }
    return row.goal() + (Boolean.TRUE.equals(row.ok()) ? "  ok" : "  MISSED");
  }
}
