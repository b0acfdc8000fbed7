package dev.weir.conformance;

import dev.weir.engine.call.Entry;
import dev.weir.simulate.Cause;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What was decided on a call.
 *
 * @param word pass, wait or block
 * @param by what blocked, empty otherwise
 * @param waitNanos how long it waits
 */
public record Verdict(String word, String by, long waitNanos) {

  /** Waits that differ by no more are equal: 0.001 ms. */
  public static final long TOLERANCE_NANOS = 1000;

  /** How a line with a decision begins. */
  static final byte[] PREFIX = "{\"id\":".getBytes(StandardCharsets.US_ASCII);

  /** There is none. */
  static final Verdict MISSING = new Verdict("nothing", "", 0);

  private static final Verdict PASS = new Verdict("pass", "", 0);
  private static final String WAIT_MS = ",\"waitMs\":";
  private static final String BY = ",\"by\":\"";

  /** What the engine decided. */
  public static Verdict of(Entry entry) {
    return switch (entry.verdict()) {
      case PASS -> PASS;
      case WAIT -> new Verdict("wait", "", entry.waitNanos());
      case BLOCK ->
          new Verdict("block", Cause.of(Objects.requireNonNull(entry.blockedBy())).word(), 0);
    };
  }

  /** What a line of the oracle's says. */
  public static Verdict read(String line) {
    if (line.endsWith("\"verdict\":\"pass\"}")) {
      return PASS;
    }
    int wait = line.indexOf(WAIT_MS);
    if (wait > 0) {
      String ms = line.substring(wait + WAIT_MS.length(), line.length() - 1);
      return new Verdict("wait", "", new BigDecimal(ms).movePointRight(6).longValueExact());
    }
    int by = line.indexOf(BY);
    if (by < 0) {
      throw new IllegalArgumentException("no decision: " + line);
    }
    return new Verdict("block", line.substring(by + BY.length(), line.length() - 2), 0);
  }

  /** Whether both say the same, waits to the microsecond. */
  public boolean agrees(Verdict other) {
    return word.equals(other.word) && by.equals(other.by) && apart(other) <= TOLERANCE_NANOS;
  }

  /** By how many nanoseconds the waits differ. */
  public long apart(Verdict other) {
    return Math.abs(waitNanos - other.waitNanos);
  }

  @Override
  public String toString() {
    return word
        + (by.isEmpty() ? "" : " by " + by)
        + (waitNanos == 0 ? "" : " " + waitNanos / 1e6 + " ms");
  }
}
