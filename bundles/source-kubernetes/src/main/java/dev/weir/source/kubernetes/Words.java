package dev.weir.source.kubernetes;

import dev.weir.hook.Outcome;
import dev.weir.hook.Outcome.Enforcement;
import dev.weir.hook.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** What became of an object, as this daemon says it. */
final class Words {

  /** Rules or problems that a message names. */
  private static final int MAX_NAMED = 5;

  private Words() {}

  static Said.Word of(String node, long generation, Outcome outcome) {
    boolean accepted = outcome.problems().isEmpty();
    List<Enforcement> nowhere =
        outcome.rules().stream().filter(rule -> rule.hook().isEmpty()).toList();
    boolean enforced = accepted && nowhere.isEmpty() && !outcome.rules().isEmpty();
    String message =
        accepted ? where(enforced ? outcome.rules() : nowhere) : problems(outcome.problems());
    return new Said.Word(node, generation, accepted, enforced, Condition.cut(message));
  }

  private static String problems(List<Problem> problems) {
    return list(
        problems.stream()
            .map(p -> p.field().isEmpty() ? p.message() : p.field() + ": " + p.message())
            .toList());
  }

  private static String where(List<Enforcement> rules) {
    if (rules.isEmpty()) {
      return "no rule uses it";
    }
    return list(
        rules.stream()
            .map(rule -> rule.hook().isEmpty() ? "nowhere: " + rule.reason() : place(rule))
            .distinct()
            .toList());
  }

  private static String place(Enforcement rule) {
    return rule.hook() + rule.plane().map(plane -> " (" + plane + ")").orElse("");
  }

  private static String list(List<String> texts) {
    String named = texts.stream().limit(MAX_NAMED).collect(Collectors.joining("; "));
    return texts.size() > MAX_NAMED
        ? named + "; and " + (texts.size() - MAX_NAMED) + " more"
        : named;
  }
}
