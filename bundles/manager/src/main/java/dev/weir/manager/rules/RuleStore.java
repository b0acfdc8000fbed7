package dev.weir.manager.rules;

import dev.weir.hook.Document;
import dev.weir.hook.Problem;
import dev.weir.hook.RuleFormat;
import dev.weir.hook.RuleFormat.Reading;
import dev.weir.hook.RuleFormat.Sourced;
import dev.weir.manager.RulesView.SourceProblem;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of all sources, merged and numbered.
 *
 * <p>A delivery replaces what its source delivered before, document by document: a good document's
 * rules replace its old ones, a bad one keeps the rules of its last good text, a missing one takes
 * its rules with it. Of rules with the same id that of the source with the higher precedence
 * counts, then that of the first source by name, then the first document's.
 *
 * <p>A change is prepared, and only {@link #commit} makes it so: between the two it is carried to
 * the planes, which may refuse it. For one thread.
 */
public final class RuleStore {

  private Map<String, SourceState> sources = new TreeMap<>();
  private Merged inForce = new Merged(RuleSet.EMPTY, List.of());
  private @Nullable RuleFormat format;

  /** Where a rule came from. */
  public record Origin(String source, String document, Rule rule) {}

  /** A merged set and the origin of each of its rules, in the same order. */
  public record Merged(RuleSet rules, List<Origin> origins) {}

  /** A change that is not in force yet. */
  public record Change(Merged merged, Map<String, SourceState> states, boolean changesRules) {}

  /** The set in force. */
  public Merged inForce() {
    return inForce;
  }

  /**
   * Whether the set in force is all there is to know: there are a format and sources, and each has
   * delivered. Until then an empty set says nothing, and must not lift what a plane still enforces
   * from before.
   */
  public boolean complete() {
    return format != null
        && !sources.isEmpty()
        && sources.values().stream().allMatch(SourceState::heard);
  }

  /** All problems of the last deliveries, by source. */
  public List<SourceProblem> problems() {
    List<SourceProblem> all = new ArrayList<>();
    sources.forEach(
        (name, state) -> state.problems().forEach(p -> all.add(new SourceProblem(name, p))));
    return all;
  }

  /** Makes a source known; until it delivers it has no rules. */
  public void admit(String source, int precedence) {
    sources.put(source, SourceState.empty(precedence));
  }

  /** Exchanges the format; null when there is none. What was delivered is to be read again. */
  public Change reread(@Nullable RuleFormat next) {
    format = next;
    Map<String, SourceState> states = new TreeMap<>(sources);
    states.replaceAll((name, state) -> state.heard() ? read(state, state.delivered()) : state);
    return merge(states);
  }

  /** Prepares a delivery of a source that was admitted. */
  public Change deliver(String source, List<Document> documents) {
    Map<String, SourceState> states = new TreeMap<>(sources);
    states.computeIfPresent(source, (name, state) -> read(state, documents));
    return merge(states);
  }

  /** Prepares the departure of a source. */
  public Change withdraw(String source) {
    Map<String, SourceState> states = new TreeMap<>(sources);
    states.remove(source);
    return merge(states);
  }

  /**
   * Notes that a source, or a part of it, cannot be read; its rules stay. Until it delivers again.
   */
  public void unreachable(String source, String reason) {
    sources.computeIfPresent(source, (name, state) -> state.withProblem(whole(source, reason)));
  }

  /** Puts a prepared change in force. */
  public void commit(Change change) {
    sources = change.states();
    inForce = change.merged();
  }

  /** Drops a prepared change that a plane refused: its rules stay out, its problems are kept. */
  public void reject(String source, Change change, String reason) {
    SourceState refused = change.states().get(source);
    List<Problem> read = refused == null ? List.of() : refused.problems();
    String stays = "; revision " + inForce.rules().revision() + " stays in force";
    sources.computeIfPresent(
        source,
        (name, state) -> state.withProblems(read).withProblem(whole(source, reason + stays)));
  }

  private SourceState read(SourceState state, List<Document> documents) {
    RuleFormat reader = format;
    if (reader == null) {
      Problem none = whole("rules", "no rule format is installed: start bundle dev.weir.opensergo");
      return new SourceState(
          state.precedence(), true, List.copyOf(documents), state.rules(), List.of(none));
    }
    Reading reading = reader.read(documents);
    Set<String> bad = new HashSet<>();
    reading.problems().forEach(problem -> bad.add(problem.document()));
    Map<String, List<Rule>> rules = new LinkedHashMap<>();
    for (Document document : documents) {
      List<Rule> last = state.rules().get(document.name());
      rules.put(
          document.name(),
          bad.contains(document.name()) && last != null ? last : new ArrayList<>());
    }
    for (Sourced sourced : reading.rules()) {
      if (!bad.contains(sourced.document())) {
        rules.computeIfAbsent(sourced.document(), d -> new ArrayList<>()).add(sourced.rule());
      }
    }
    rules.replaceAll((document, list) -> List.copyOf(list));
    return new SourceState(
        state.precedence(), true, List.copyOf(documents), rules, reading.problems());
  }

  private Change merge(Map<String, SourceState> states) {
    List<Map.Entry<String, SourceState>> byPrecedence = new ArrayList<>(states.entrySet());
    byPrecedence.sort(
        Comparator.comparingInt(
            (Map.Entry<String, SourceState> entry) -> -entry.getValue().precedence()));
    Map<String, Origin> byId = new LinkedHashMap<>();
    for (Map.Entry<String, SourceState> entry : byPrecedence) {
      entry
          .getValue()
          .rules()
          .forEach(
              (document, rules) ->
                  rules.forEach(
                      rule ->
                          byId.putIfAbsent(rule.id(), new Origin(entry.getKey(), document, rule))));
    }
    List<Rule> rules = byId.values().stream().map(Origin::rule).toList();
    boolean changes = !rules.equals(inForce.rules().rules());
    long revision = inForce.rules().revision() + (changes ? 1 : 0);
    Merged merged = new Merged(new RuleSet(revision, rules), List.copyOf(byId.values()));
    return new Change(merged, states, changes);
  }

  private static Problem whole(String name, String message) {
    return new Problem(name, 0, 0, "", message);
  }
}
