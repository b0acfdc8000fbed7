package dev.weir.manager.rules;

import dev.weir.hook.Document;
import dev.weir.hook.Problem;
import dev.weir.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a source has delivered, and what of it is good; immutable.
 *
 * @param precedence higher wins
 * @param heard whether it has delivered at all
 * @param delivered the last delivery, as it came
 * @param rules the last good rules of each document that still exists, in delivery order
 * @param problems of the last delivery
 */
record SourceState(
    int precedence,
    boolean heard,
    List<Document> delivered,
    Map<String, List<Rule>> rules,
    List<Problem> problems) {

  static SourceState empty(int precedence) {
    return new SourceState(precedence, false, List.of(), Map.of(), List.of());
  }

  SourceState withProblems(List<Problem> now) {
    return new SourceState(precedence, heard, delivered, rules, List.copyOf(now));
  }

  /** The same with one problem more, unless it is known. */
  SourceState withProblem(Problem problem) {
    if (problems.contains(problem)) {
      return this;
    }
    List<Problem> more = new ArrayList<>(problems);
    more.add(problem);
    return withProblems(more);
  }
}
