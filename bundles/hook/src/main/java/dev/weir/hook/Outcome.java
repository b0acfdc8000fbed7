package dev.weir.hook;

import java.util.List;
import java.util.Optional;

/**
 * What became of a document: taken or refused, and where its rules are enforced.
 *
 * @param document {@link Document#name()}
 * @param problems why its text was refused; empty when it was taken
 * @param rules the rules in force that its last good text gave
 */
public record Outcome(String document, List<Problem> problems, List<Enforcement> rules) {

  public Outcome {
    problems = List.copyOf(problems);
    rules = List.copyOf(rules);
  }

  /**
   * Where a rule is enforced.
   *
   * @param rule its id
   * @param hook the hook that enforces it; empty when none does
   * @param plane where that hook sits; empty when none does
   * @param reason why there (a note, or empty); where {@code hook} is empty, why nowhere
   */
  public record Enforcement(String rule, String hook, Optional<Plane> plane, String reason) {}
}
