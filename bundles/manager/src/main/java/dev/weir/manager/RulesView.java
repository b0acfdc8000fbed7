package dev.weir.manager;

import dev.weir.hook.Problem;
import dev.weir.rule.Rule;
import java.util.List;

/**
 * The rules in force at one moment.
 *
 * @param revision of the set in force
 * @param rules in order of precedence
 * @param problems of every source's documents, as last delivered
 */
public record RulesView(long revision, List<Placed> rules, List<SourceProblem> problems) {

  public RulesView {
    rules = List.copyOf(rules);
    problems = List.copyOf(problems);
  }

  /**
   * A rule and where it is enforced.
   *
   * @param rule the rule
   * @param source name of its source
   * @param document where the source has it
   * @param hook the hook that enforces it; empty when none does
   * @param reason why there (a note, or empty); where {@code hook} is empty, why nowhere
   */
  public record Placed(Rule rule, String source, String document, String hook, String reason) {}

  /**
   * A problem and the source that has it.
   *
   * @param source its name
   * @param problem what is wrong
   */
  public record SourceProblem(String source, Problem problem) {}
}
