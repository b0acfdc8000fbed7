package dev.weir.manager.rules;

import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All sources to one set: of rules with the same id that of the source with the higher precedence
 * counts, then that of the first source by name, then the first document's.
 */
final class Merge {

  private final Merged before;
  private final long next;
  private final long now;

  /**
   * @param before what is in force
   * @param now when this is, in milliseconds since the epoch
   */
  Merge(Merged before, long now) {
    this.before = before;
    this.next = before.rules().revision() + 1;
    this.now = now;
  }

  /** The set; with the next number when its rules are others than those in force. */
  Merged of(Map<String, SourceState> states) {
    Map<String, Origin> known = new HashMap<>();
    before.origins().forEach(origin -> known.put(origin.rule().id(), origin));
    Map<String, Origin> byId = new LinkedHashMap<>();
    for (Map.Entry<String, SourceState> source : byPrecedence(states)) {
      source
          .getValue()
          .good()
          .forEach(
              (document, good) -> {
                for (Rule rule : good.rules()) {
                  byId.computeIfAbsent(
                      rule.id(), id -> origin(source.getKey(), document, rule, known.get(id)));
                }
              });
    }
    List<Rule> rules = byId.values().stream().map(Origin::rule).toList();
    boolean same = rules.equals(before.rules().rules());
    return new Merged(same ? before.rules() : new RuleSet(next, rules), List.copyOf(byId.values()));
  }

  private static List<Map.Entry<String, SourceState>> byPrecedence(
      Map<String, SourceState> states) {
    List<Map.Entry<String, SourceState>> sorted = new ArrayList<>(states.entrySet());
    sorted.sort(Comparator.comparingInt(entry -> -entry.getValue().precedence()));
    return sorted;
  }

  /** A rule that is in force already keeps its number and its age, wherever it comes from now. */
  private Origin origin(String source, String document, Rule rule, @Nullable Origin was) {
    if (was == null || !was.rule().equals(rule)) {
      return new Origin(source, document, rule, next, now);
    }
    return was.source().equals(source) && was.document().equals(document)
        ? was
        : new Origin(source, document, was.rule(), was.revision(), was.since());
  }
}
