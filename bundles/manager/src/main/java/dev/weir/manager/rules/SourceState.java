package dev.weir.manager.rules;

import dev.weir.hook.Document;
import dev.weir.hook.Problem;
import dev.weir.manager.rules.Memory.Remembered;
import dev.weir.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a source has delivered, and what of it is good; immutable.
 *
 * @param precedence higher wins
 * @param heard whether it has delivered since it was admitted
 * @param delivered the last delivery, as it came; of a source that is remembered, its good
 *     documents
 * @param good of each document that still exists, what is in force of it, in delivery order
 * @param problems of the last delivery
 */
record SourceState(
    int precedence,
    boolean heard,
    List<Document> delivered,
    Map<String, Good> good,
    List<Problem> problems) {

  /**
   * A document's last good text and the rules it gave.
   *
   * @param document the text; of a document that never was good, an empty one
   * @param rules in its order
   * @param uses rules of other documents that it is a part of
   */
  record Good(Document document, List<Rule> rules, List<Rule> uses) {
    Good {
      rules = List.copyOf(rules);
      uses = List.copyOf(uses);
    }
  }

  /** As it is kept for later: only what is good. */
  SourceState frozen() {
    return new SourceState(precedence, true, lastGood(), good, List.of());
  }

  static SourceState empty(int precedence) {
    return new SourceState(precedence, false, List.of(), Map.of(), List.of());
  }

  /** A source of which only is known what it once had. */
  static SourceState remembered(int precedence, List<Document> documents) {
    return new SourceState(precedence, false, documents, Map.of(), List.of());
  }

  /** The same source admitted anew: what it had stays until it delivers. */
  SourceState awaited(int nextPrecedence) {
    return new SourceState(nextPrecedence, false, lastGood(), good, List.of());
  }

  /** The good documents, which a reading of today gives the same rules for. */
  List<Document> lastGood() {
    return good.values().stream()
        .filter(entry -> !entry.rules().isEmpty() || !entry.document().text().isEmpty())
        .map(Good::document)
        .toList();
  }

  /** What is good of each, as texts. */
  static List<Remembered> texts(Map<String, SourceState> states) {
    List<Remembered> texts = new ArrayList<>();
    states.forEach(
        (name, state) -> texts.add(new Remembered(name, state.precedence(), state.lastGood())));
    return texts;
  }

  SourceState withProblems(List<Problem> now) {
    return new SourceState(precedence, heard, delivered, good, List.copyOf(now));
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
