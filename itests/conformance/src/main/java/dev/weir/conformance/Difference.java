package dev.weir.conformance;

import java.util.List;

/**
 * Where Weir decided otherwise.
 *
 * @param seed of the run
 * @param number of the case
 * @param kind of the case
 * @param trace the lines of the case up to the call that differs
 * @param sentinel what Sentinel decided
 * @param weir what Weir decided, or what it threw
 */
public record Difference(
    long seed, long number, String kind, List<String> trace, String sentinel, String weir) {
  public Difference {
    trace = List.copyOf(trace);
  }
}
