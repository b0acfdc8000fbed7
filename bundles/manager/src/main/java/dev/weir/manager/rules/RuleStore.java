package dev.weir.manager.rules;

import dev.weir.hook.Document;
import dev.weir.hook.Outcome;
import dev.weir.hook.Outcome.Enforcement;
import dev.weir.hook.Problem;
import dev.weir.hook.RuleFormat;
import dev.weir.hook.RuleFormat.Reading;
import dev.weir.hook.RuleFormat.Sourced;
import dev.weir.manager.RulesView.SourceProblem;
import dev.weir.manager.rules.SourceState.Good;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
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

  private static final String AWAITED =
      "has not delivered yet: what was last known of it is in force";

  private static final Good NOTHING = new Good(new Document("", ""), List.of(), List.of());

  private Map<String, SourceState> sources = new TreeMap<>();
  private Merged inForce = new Merged(RuleSet.EMPTY, List.of());
  private final Set<String> remembered = new TreeSet<>();
  private @Nullable RuleFormat format;

  /** A source as it was: its name, its precedence and the last good text of each document. */
  public record Remembered(String source, int precedence, List<Document> documents) {
    public Remembered {
      documents = List.copyOf(documents);
    }
  }

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
        (name, state) -> {
          state.problems().forEach(p -> all.add(new SourceProblem(name, p)));
          if (!state.heard() && !state.good().isEmpty()) {
            all.add(new SourceProblem(name, whole(name, AWAITED)));
          }
        });
    return all;
  }

  /**
   * Makes a source known. Until it delivers it has the rules that it had when it was here last, in
   * this run or before, if that is not long ago; else none.
   */
  public void admit(String source, int precedence) {
    remembered.remove(source);
    sources.merge(
        source, SourceState.empty(precedence), (known, fresh) -> known.awaited(precedence));
  }

  /** Takes what was in force when the daemon ran last; each source's stays until it delivers. */
  public Change remember(List<Remembered> last) {
    Map<String, SourceState> states = new TreeMap<>(sources);
    for (Remembered source : last) {
      if (!states.containsKey(source.source())) {
        remembered.add(source.source());
        states.put(
            source.source(),
            read(
                SourceState.remembered(source.precedence(), source.documents()),
                source.documents(),
                false));
      }
    }
    return merge(states);
  }

  /** Sources that are remembered and have not come back. */
  public Set<String> missing() {
    return Set.copyOf(remembered);
  }

  /** What is worth remembering: of every source the last good text of each document. */
  public List<Remembered> lastGood() {
    List<Remembered> last = new ArrayList<>();
    sources.forEach(
        (name, state) -> last.add(new Remembered(name, state.precedence(), state.lastGood())));
    return last;
  }

  /**
   * What became of each document of a source.
   *
   * @param where where each rule in force is enforced, by id
   */
  public List<Outcome> outcomes(String source, Function<Origin, Enforcement> where) {
    SourceState state = sources.get(source);
    if (state == null || !state.heard()) {
      return List.of();
    }
    Map<String, Origin> byId = new HashMap<>();
    inForce.origins().forEach(origin -> byId.put(origin.rule().id(), origin));
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
                      rules.stream()
                          .map(rule -> enforcement(source, rule, byId.get(rule.id()), where))
                          .toList()));
            });
    return outcomes;
  }

  private static Enforcement enforcement(
      String source, Rule rule, @Nullable Origin origin, Function<Origin, Enforcement> where) {
    if (origin != null && origin.source().equals(source)) {
      return where.apply(origin);
    }
    String other = origin == null ? "it is not in force" : "that of source " + origin.source();
    return new Enforcement(rule.id(), "", Optional.empty(), "of its id another counts: " + other);
  }

  /** Exchanges the format; null when there is none. What was delivered is to be read again. */
  public Change reread(@Nullable RuleFormat next) {
    format = next;
    Map<String, SourceState> states = new TreeMap<>(sources);
    states.replaceAll((name, state) -> read(state, state.delivered(), state.heard()));
    return merge(states);
  }

  /** Prepares a delivery of a source that was admitted. */
  public Change deliver(String source, List<Document> documents) {
    Map<String, SourceState> states = new TreeMap<>(sources);
    states.computeIfPresent(source, (name, state) -> read(state, documents, true));
    return merge(states);
  }

  /** Prepares the departure of a source. */
  public Change withdraw(String source) {
    Map<String, SourceState> states = new TreeMap<>(sources);
    remembered.remove(source);
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

  private SourceState read(SourceState state, List<Document> documents, boolean heard) {
    RuleFormat reader = format;
    if (reader == null) {
      Problem none = whole("rules", "no rule format is installed: start bundle dev.weir.opensergo");
      return new SourceState(
          state.precedence(), heard, List.copyOf(documents), state.good(), List.of(none));
    }
    Reading reading = reader.read(documents);
    return new SourceState(
        state.precedence(),
        heard,
        List.copyOf(documents),
        good(state, documents, reading),
        reading.problems());
  }

  /**
   * Of each document the rules of its new text, or where that is bad those of its last good one.
   */
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
              : new Good(
                  document,
                  List.copyOf(rules.getOrDefault(name, List.of())),
                  List.copyOf(uses.getOrDefault(name, List.of()))));
    }
    return good;
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
          .good()
          .forEach(
              (document, good) ->
                  good.rules()
                      .forEach(
                          rule ->
                              byId.putIfAbsent(
                                  rule.id(), new Origin(entry.getKey(), document, rule))));
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
