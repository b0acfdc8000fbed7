package dev.weir.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a comparison came to. */
public final class Tally {

  private static final int MAX_DIFFERENCES = 50;

  private final Map<String, long[]> kinds = new TreeMap<>();
  private final List<Difference> differences = new ArrayList<>();
  private long cases;
  private long decisions;
  private long differing;
  private long widestNanos;

  void began() {
    cases++;
  }

  void decided(String kind, Verdict verdict) {
    decisions++;
    long[] counts = kinds.computeIfAbsent(kind, k -> new long[3]);
    counts[verdict.word().equals("pass") ? 0 : verdict.word().equals("wait") ? 1 : 2]++;
  }

  void apart(long nanos) {
    widestNanos = Math.max(widestNanos, nanos);
  }

  void differs(Difference difference) {
    differing++;
    if (differences.size() < MAX_DIFFERENCES) {
      differences.add(difference);
    }
  }

  /** How many calls were decided by both. */
  public long decisions() {
    return decisions;
  }

  /** How many cases differ. */
  public long differing() {
    return differing;
  }

  /** The first of the differences, one of each case that has any. */
  public List<Difference> differences() {
    return Collections.unmodifiableList(differences);
  }

  /** For people. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    line(text, "%-20s %12s %12s %12s %12s", "kind", "decisions", "pass", "wait", "block");
    kinds.forEach(
        (kind, n) ->
            line(text, "%-20s %12d %12d %12d %12d", kind, n[0] + n[1] + n[2], n[0], n[1], n[2]));
    line(
        text,
        "%d decisions in %d cases, %d differences; waits differ by %d ns at most",
        decisions,
        cases,
        differing,
        widestNanos);
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
