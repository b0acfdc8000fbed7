package dev.weir.manager.rules;

import dev.weir.hook.Document;
import dev.weir.hook.Problem;
import dev.weir.hook.RuleFormat;
import dev.weir.hook.RuleFormat.Reading;
import dev.weir.hook.RuleFormat.Sourced;
import dev.weir.manager.rules.SourceState.Good;
import dev.weir.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Documents of a source to what is good of them: a good document's rules replace its old ones, a
 * bad one keeps the rules of its last good text, a missing one takes its rules with it.
 *
 * <p>What is read as it was before is the same object as before, so that the sets of the past cost
 * what differs in them.
 */
final class DocumentReader {

  private static final Good NOTHING = new Good(new Document("", ""), List.of(), List.of());

  private DocumentReader() {}

  /** The state after a reading; without a format, what was good stays and the lack is told. */
  static SourceState read(
      @Nullable RuleFormat format, SourceState state, List<Document> documents, boolean heard) {
    if (format == null) {
      Problem none =
          new Problem(
              "rules", 0, 0, "", "no rule format is installed: start bundle dev.weir.opensergo");
      return new SourceState(
          state.precedence(), heard, List.copyOf(documents), state.good(), List.of(none));
    }
    Reading reading = format.read(documents);
    return new SourceState(
        state.precedence(),
        heard,
        List.copyOf(documents),
        good(state, documents, reading),
        reading.problems());
  }

  private static Map<String, Good> good(
      SourceState state, List<Document> documents, Reading reading) {
    Set<String> bad = new HashSet<>();
    reading.problems().forEach(problem -> bad.add(problem.document()));
    Map<String, List<Rule>> rules = new HashMap<>();
    Map<String, List<Rule>> uses = new HashMap<>();
    for (Sourced sourced : reading.rules()) {
      if (!bad.contains(sourced.document())) {
        rules.computeIfAbsent(sourced.document(), d -> new ArrayList<>()).add(sourced.rule());
        for (String part : sourced.parts()) {
          uses.computeIfAbsent(part, d -> new ArrayList<>()).add(sourced.rule());
        }
      }
    }
    Map<String, Good> good = new LinkedHashMap<>();
    for (Document document : documents) {
      String name = document.name();
      Good last = state.good().getOrDefault(name, NOTHING);
      good.put(
          name,
          bad.contains(name)
              ? last
              : sameAs(
                  last,
                  new Good(
                      document,
                      rules.getOrDefault(name, List.of()),
                      uses.getOrDefault(name, List.of()))));
    }
    return good;
  }

  /** The new one, made of the old one's objects where they are equal. */
  private static Good sameAs(Good last, Good now) {
    if (last.equals(now)) {
      return last;
    }
    Map<String, Rule> known = new HashMap<>();
    last.rules().forEach(rule -> known.put(rule.id(), rule));
    last.uses().forEach(rule -> known.put(rule.id(), rule));
    return new Good(now.document(), shared(now.rules(), known), shared(now.uses(), known));
  }

  private static List<Rule> shared(List<Rule> rules, Map<String, Rule> known) {
    List<Rule> shared = new ArrayList<>(rules.size());
    for (Rule rule : rules) {
      Rule before = known.get(rule.id());
      shared.add(rule.equals(before) ? before : rule);
    }
    return List.copyOf(shared);
  }
}
