package dev.weir.manager;

import dev.weir.hook.Problem;
import dev.weir.rule.Rule;
import java.util.List;
import java.util.Optional;

/**
 * The rules in force at one moment.
 *
 * @param revision of the set in force
 * @param rules in order of precedence
 * @param problems of every source's documents, as last delivered
 * @param pin what was rolled back to, and holds; empty while the sources are followed
 */
public record RulesView(
    long revision, List<Placed> rules, List<SourceProblem> problems, Optional<Pin> pin) {

  public RulesView {
    rules = List.copyOf(rules);
    problems = List.copyOf(problems);
  }

  /**
   * A rule and where it is enforced.
   *
   * @param rule the rule
   * @param origin where it came from
   * @param hook the hook that enforces it; empty when none does
   * @param reason why there (a note, or empty); where {@code hook} is empty, why nowhere
   */
  public record Placed(Rule rule, Origin origin, String hook, String reason) {}

  /**
   * Where a rule came from, and how sure that is.
   *
   * @param source name of its source
   * @param document where the source has it
   * @param revision of the set in which it got the content that it has
   * @param since when that was put in force, in milliseconds since the epoch
   * @param state how it stands to what its source has now
   */
  public record Origin(String source, String document, long revision, long since, State state) {}

  /** How a rule in force stands to what its source has now. */
  public enum State {
    /** It is what the source has. */
    CURRENT,
    /** Its document has an error now: this is of its last good text. */
    LAST_GOOD,
    /** Its source, or a part of it, cannot be read, or a plane refused what it brought last. */
    STALE,
    /** Its source has not delivered since the daemon began, or since it was configured anew. */
    AWAITED,
    /** It belongs to a revision that was rolled back to. */
    PINNED
  }

  /**
   * A revision that was rolled back to.
   *
   * @param revision its number
   * @param since when, in milliseconds since the epoch
   * @param waiting whether the sources have other rules than those that are held
   */
  public record Pin(long revision, long since, boolean waiting) {}

  /**
   * A problem and the source that has it.
   *
   * @param source its name
   * @param problem what is wrong
   */
  public record SourceProblem(String source, Problem problem) {}
}
