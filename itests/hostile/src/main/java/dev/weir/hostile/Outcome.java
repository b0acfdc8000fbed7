package dev.weir.hostile;

import java.util.List;

/**
 * What became of a module.
 *
 * @param callbacks that were made
 * @param configurations of them, those that it took
 * @param passed requests, connections and data that went on
 * @param guarded exceptions that a callback's guard has caught: bugs, but nobody's VM died
 * @param traps what no guard has caught: the first ended the run
 */
record Outcome(
    long callbacks, long configurations, long passed, List<String> guarded, List<String> traps) {

  /** Whether nothing went wrong. */
  boolean isSound() {
    return guarded.isEmpty() && traps.isEmpty();
  }

  /** As a line. */
  String text() {
    return callbacks
        + " callbacks, "
        + configurations
        + " configurations taken, "
        + passed
        + " let pass, "
        + guarded.size()
        + " exceptions, "
        + traps.size()
        + " traps";
  }
}
