package dev.weir.simulate;

import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Verdict;
import dev.weir.rule.Rule;
import dev.weir.simulate.trace.TraceLine.Enter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Two tables instead of decisions: what became of each resource's calls, and what each rule
 * blocked. At most {@value #MAX_ROWS} rows each; what comes after goes into one more row together.
 */
final class Summary implements Report {

  private static final int MAX_ROWS = 10_000;
  private static final String OTHERS = "(others)";
  private static final double NANOS_PER_MS = 1e6;

  private final OutputStream out;
  private final Map<String, Row> resources = new TreeMap<>();
  private final Map<String, Long> rules = new TreeMap<>();

  Summary(OutputStream out) {
    this.out = out;
  }

  /** What became of a resource's calls. */
  private static final class Row {
    private long passed;
    private long waited;
    private long blocked;
    private long waitNanos;
    private long longestNanos;

    private void count(Entry entry) {
      switch (entry.verdict()) {
        case PASS -> passed++;
        case WAIT -> {
          waited++;
          waitNanos += entry.waitNanos();
          longestNanos = Math.max(longestNanos, entry.waitNanos());
        }
        case BLOCK -> blocked++;
      }
    }
  }

  @Override
  public void decided(Enter call, Entry entry) {
    resources.computeIfAbsent(key(resources, call.resource()), r -> new Row()).count(entry);
    if (entry.verdict() == Verdict.BLOCK) {
      Rule rule = Objects.requireNonNull(entry.blockedBy());
      String name = rule.resource() + '\0' + Cause.of(rule).word() + '\0' + rule.id();
      rules.merge(key(rules, name), 1L, Long::sum);
    }
  }

  private static String key(Map<String, ?> rows, String name) {
    return rows.size() < MAX_ROWS || rows.containsKey(name) ? name : OTHERS;
  }

  /** Writes the tables. */
  void write() throws IOException {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%12s %12s %12s %12s %12s  %s",
        "pass",
        "wait",
        "block",
        "mean wait",
        "longest",
        "resource");
    Row all = new Row();
    resources.forEach((name, row) -> row(text, name, row, all));
    if (resources.size() != 1) {
      row(text, "(all)", all, new Row());
    }
    if (!rules.isEmpty()) {
      line(text, "%n%12s  %-14s %-24s %s", "blocked", "by", "resource", "rule");
      rules.forEach((name, count) -> rule(text, name, count));
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void row(StringBuilder text, String name, Row row, Row sum) {
    String mean = row.waited == 0 ? "-" : millis(row.waitNanos / row.waited);
    String longest = row.waited == 0 ? "-" : millis(row.longestNanos);
    line(
        text,
        "%12d %12d %12d %12s %12s  %s",
        row.passed,
        row.waited,
        row.blocked,
        mean,
        longest,
        name);
    sum.passed += row.passed;
    sum.waited += row.waited;
    sum.blocked += row.blocked;
    sum.waitNanos += row.waitNanos;
    sum.longestNanos = Math.max(sum.longestNanos, row.longestNanos);
  }

  private static void rule(StringBuilder text, String name, long count) {
    String[] parts = name.split("\0", -1);
    if (parts.length == 3) {
      line(text, "%12d  %-14s %-24s %s", count, parts[1], parts[0], parts[2]);
    } else {
      line(text, "%12d  %-14s %-24s %s", count, "", name, "");
    }
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / NANOS_PER_MS);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
