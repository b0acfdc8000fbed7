package dev.weir.story;

import dev.weir.story.traffic.Wire;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The story's checks, each printed as it is made. */
final class Report {

  private static final String ROW = "%-68s %-34s %-34s %s%n";

  private final PrintStream out;
  private final List<Check> checks = new ArrayList<>();

  Report(PrintStream out) {
    this.out = out;
  }

  /** Prints the columns' names. */
  void heading() {
    out.printf(ROW, "", "expected", "seen", "");
  }

  /** Tells what is being done; not a check. */
  void note(String text) {
    out.println("  " + text);
    out.flush();
  }

  /** Holds when what was seen is what was expected. */
  void equal(String line, Object expected, Object seen) {
    holds(line, expected.toString(), seen.toString(), expected.equals(seen));
  }

  /** Holds when it came to be. */
  void yes(String line, boolean came) {
    holds(line, "yes", came ? "yes" : "no", came);
  }

  /** Holds when it is said to. */
  void holds(String line, String expected, String seen, boolean ok) {
    checks.add(new Check(line, expected, seen, ok));
    out.printf(ROW, line, expected, seen, ok ? "ok" : "FAILED");
    out.flush();
  }

  /** Whether there were checks and all held. */
  boolean ok() {
    return !checks.isEmpty() && checks.stream().allMatch(Check::ok);
  }

  /** One sentence on the whole. */
  String summary() {
    long failed = checks.stream().filter(check -> !check.ok()).count();
    return failed == 0
        ? "All " + checks.size() + " checks held."
        : failed + " of " + checks.size() + " checks failed.";
  }

  /** Writes the checks as a JSON array. */
  void write(Path file) throws IOException {
    Files.writeString(file, Wire.pretty(checks) + "\n");
  }
}
