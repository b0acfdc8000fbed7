package dev.weir.manager.rules;

import dev.weir.hook.Outcome;
import dev.weir.hook.Outcome.Enforcement;
import dev.weir.hook.Problem;
import dev.weir.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What became of each document of a source, seen from what is in force. */
final class Outcomes {

  private final Map<String, Origin> inForce = new HashMap<>();
  private final String held;
  private final Function<Origin, Enforcement> where;

  /**
   * @param origins of the rules in force
   * @param held why what a source brought is not in force although it is good; empty where nothing
   *     holds it back
   * @param where where each rule in force is enforced
   */
  Outcomes(List<Origin> origins, String held, Function<Origin, Enforcement> where) {
    origins.forEach(origin -> inForce.put(origin.rule().id(), origin));
    this.held = held;
    this.where = where;
  }

  List<Outcome> of(String source, SourceState state) {
    Map<String, List<Problem>> problems =
        state.problems().stream().collect(Collectors.groupingBy(Problem::document));
    List<Outcome> outcomes = new ArrayList<>();
    state
        .good()
        .forEach(
            (document, good) -> {
              List<Rule> rules = new ArrayList<>(good.rules());
              rules.addAll(good.uses());
              outcomes.add(
                  new Outcome(
                      document,
                      problems.getOrDefault(document, List.of()),
                      rules.stream().map(rule -> enforcement(source, rule)).toList()));
            });
    return outcomes;
  }

  private Enforcement enforcement(String source, Rule rule) {
    Origin origin = inForce.get(rule.id());
    if (!held.isEmpty() && (origin == null || !origin.rule().equals(rule))) {
      return new Enforcement(rule.id(), "", Optional.empty(), held);
    }
    if (origin != null && origin.source().equals(source)) {
      return where.apply(origin);
    }
    String other = origin == null ? "it is not in force" : "that of source " + origin.source();
    return new Enforcement(rule.id(), "", Optional.empty(), "of its id another counts: " + other);
  }
}
