package dev.weir.source.kubernetes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A condition of an object, in Kubernetes' words. It is a function of what all daemons have said,
 * so that whichever writes it writes the same.
 *
 * @param type {@code Accepted} or {@code Enforced}
 * @param status {@code True} or {@code False}
 * @param reason one word
 * @param message for people
 * @param generation of the specification that it speaks of
 * @param since when its status last changed
 */
record Condition(
    String type, String status, String reason, String message, long generation, String since) {

  private static final int MAX_MESSAGE = 1_024;

  /** Nodes that a message names. */
  private static final int MAX_NAMED = 5;

  /**
   * The conditions that follow from what daemons say.
   *
   * @param words of all nodes, of which those of an older specification do not count
   * @param before the conditions that are there, whose times stay where nothing has changed
   * @param now the time for those that have
   */
  static List<Condition> of(List<Said.Word> words, List<Condition> before, String now) {
    long generation = words.stream().mapToLong(Said.Word::generation).max().orElse(0);
    List<Said.Word> current =
        words.stream()
            .filter(word -> word.generation() == generation)
            .sorted(Comparator.comparing(Said.Word::node))
            .toList();
    List<Condition> conditions = new ArrayList<>();
    conditions.add(accepted(current, generation));
    conditions.add(enforced(current, generation));
    conditions.replaceAll(condition -> condition.dated(before, now));
    return conditions;
  }

  private static Condition accepted(List<Said.Word> words, long generation) {
    List<Said.Word> against = words.stream().filter(word -> !word.accepted()).toList();
    return against.isEmpty()
        ? new Condition("Accepted", "True", "Accepted", "", generation, "")
        : new Condition(
            "Accepted", "False", "Invalid", cut(against.get(0).message()), generation, "");
  }

  private static Condition enforced(List<Said.Word> words, long generation) {
    List<Said.Word> where = words.stream().filter(Said.Word::enforced).toList();
    if (where.size() == words.size()) {
      return new Condition(
          "Enforced", "True", "Enforced", named(where, word -> true), generation, "");
    }
    String message =
        (where.isEmpty() ? "" : "on " + where.size() + " of " + words.size() + " nodes; not on ")
            + named(words, word -> !word.enforced());
    String reason = where.isEmpty() ? "NotEnforced" : "PartlyEnforced";
    return new Condition("Enforced", "False", reason, message, generation, "");
  }

  private static String named(List<Said.Word> words, Predicate<Said.Word> which) {
    List<Said.Word> chosen = words.stream().filter(which).toList();
    String text =
        chosen.stream()
            .limit(MAX_NAMED)
            .map(word -> word.node() + ": " + word.message())
            .collect(Collectors.joining("; "));
    return cut(
        chosen.size() > MAX_NAMED ? text + "; and " + (chosen.size() - MAX_NAMED) + " more" : text);
  }

  static String cut(String text) {
    return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE - 1) + "…";
  }

  private Condition dated(List<Condition> before, String now) {
    String time =
        before.stream()
            .filter(old -> old.type.equals(type) && old.status.equals(status))
            .map(Condition::since)
            .filter(old -> !old.isEmpty())
            .findFirst()
            .orElse(now);
    return new Condition(type, status, reason, message, generation, time);
  }

  Map<String, Object> toMap() {
    return Map.of(
        "type", type,
        "status", status,
        "reason", reason,
        "message", message,
        "observedGeneration", generation,
        "lastTransitionTime", since);
  }
}
