package dev.weir.manager.rules;

import dev.weir.hook.Document;
import dev.weir.hook.Outcome;
import dev.weir.hook.Outcome.Enforcement;
import dev.weir.hook.Problem;
import dev.weir.hook.RuleFormat;
import dev.weir.manager.RulesView.SourceProblem;
import dev.weir.manager.rules.History.Past;
import dev.weir.manager.rules.Memory.PastText;
import dev.weir.manager.rules.Memory.PinnedText;
import dev.weir.manager.rules.Memory.Remembered;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules of all sources, read ({@link DocumentReader}), merged and numbered ({@link Merge}), and
 * the sets before ({@link History}).
 *
 * <p>A change is prepared, and only {@link #commit} makes it so: between the two it is carried to
 * the planes, which may refuse it. A set that was rolled back to is a pin: what sources bring is
 * read and kept beside it, and not in force until the pin is released. For one thread.
 */
public final class RuleStore {

  private static final String AWAITED =
      "has not delivered yet: what was last known of it is in force";

  private final LongSupplier clock;
  private final History history = new History();
  private final Set<String> remembered = new TreeSet<>();
  private Map<String, SourceState> sources = new TreeMap<>();
  private Merged inForce = Merged.NONE;
  private @Nullable Pin pin;
  private @Nullable RuleFormat format;

  /**
   * @param clock milliseconds since the epoch
   */
  public RuleStore(LongSupplier clock) {
    this.clock = clock;
  }

  /** The set in force. */
  public Merged inForce() {
    return inForce;
  }

  /**
   * Whether the set in force is all there is to know: there is a format, and either a pin or
   * sources of which each has delivered. Until then an empty set says nothing, and must not lift
   * what a plane still enforces from before.
   */
  public boolean complete() {
    return format != null
        && (pin != null
            || (!sources.isEmpty() && sources.values().stream().allMatch(SourceState::heard)));
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

  /** What is to be told of the rules in force, and of those before. */
  public Standing standing() {
    return new Standing(inForce, sources, pin, () -> history.all(this::recall));
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

  /**
   * Takes what was in force when the daemon ran last; each source's stays until it delivers. The
   * sets before are known, and the numbers go on.
   */
  public Change remember(Memory last) {
    if (inForce.rules().revision() == 0) {
      history.recall(last.past());
      long known = last.past().stream().mapToLong(PastText::revision).max().orElse(0);
      inForce = new Merged(new RuleSet(known, List.of()), List.of());
    }
    Map<String, SourceState> states = new TreeMap<>(sources);
    for (Remembered source : last.sources()) {
      if (!states.containsKey(source.source())) {
        remembered.add(source.source());
        states.put(source.source(), recall(source));
      }
    }
    Pin held =
        last.pin().map(p -> new Pin(p.revision(), p.since(), recall(p.sources()))).orElse(pin);
    return change("start", states, held);
  }

  /** A set of the run before, read; its rules are as old as it is. */
  private Past recall(PastText text) {
    Map<String, SourceState> states = recall(text.sources());
    Merged before = new Merged(new RuleSet(text.revision() - 1, List.of()), List.of());
    return new Past(text.at(), text.cause(), new Merge(before, text.at()).of(states), states);
  }

  private Map<String, SourceState> recall(List<Remembered> last) {
    Map<String, SourceState> states = new TreeMap<>();
    last.forEach(source -> states.put(source.source(), recall(source)));
    return states;
  }

  private SourceState recall(Remembered source) {
    SourceState known = SourceState.remembered(source.precedence(), source.documents());
    return DocumentReader.read(format, known, source.documents(), false);
  }

  /** Sources that are remembered and have not come back. */
  public Set<String> missing() {
    return Set.copyOf(remembered);
  }

  /** What is worth remembering. */
  public Memory memory() {
    Pin held = pin;
    return new Memory(
        SourceState.texts(sources),
        held == null
            ? Optional.empty()
            : Optional.of(
                new PinnedText(held.revision(), held.since(), SourceState.texts(held.states()))),
        history.texts());
  }

  /**
   * What became of each document of a source.
   *
   * @param where where each rule in force is enforced
   */
  public List<Outcome> outcomes(String source, Function<Origin, Enforcement> where) {
    SourceState state = sources.get(source);
    if (state == null || !state.heard()) {
      return List.of();
    }
    Pin held = pin;
    String why =
        held == null
            ? ""
            : "held back: revision "
                + held.revision()
                + " was rolled back to; weir:rollback --release ends that";
    return new Outcomes(inForce.origins(), why, where).of(source, state);
  }

  /** Exchanges the format; null when there is none. What was delivered is to be read again. */
  public Change reread(@Nullable RuleFormat next) {
    format = next;
    Pin held = pin;
    return change(
        "rule format",
        again(sources),
        held == null ? null : new Pin(held.revision(), held.since(), again(held.states())));
  }

  private Map<String, SourceState> again(Map<String, SourceState> states) {
    Map<String, SourceState> read = new TreeMap<>(states);
    read.replaceAll(
        (name, state) -> DocumentReader.read(format, state, state.delivered(), state.heard()));
    return read;
  }

  /** Prepares a delivery of a source that was admitted. */
  public Change deliver(String source, List<Document> documents) {
    Map<String, SourceState> states = new TreeMap<>(sources);
    states.computeIfPresent(
        source, (name, state) -> DocumentReader.read(format, state, documents, true));
    return change(source, states, pin);
  }

  /** Prepares the departure of a source. */
  public Change withdraw(String source) {
    Map<String, SourceState> states = new TreeMap<>(sources);
    remembered.remove(source);
    states.remove(source);
    return change(source + " left", states, pin);
  }

  /** Prepares the return to an earlier set; empty when it is not kept. */
  public Optional<Change> rollback(long revision) {
    return history
        .find(revision, this::recall)
        .map(
            past ->
                change(
                    "rollback to " + revision,
                    sources,
                    new Pin(revision, clock.getAsLong(), past.states())));
  }

  /** Prepares the end of a rollback; empty when nothing is pinned. */
  public Optional<Change> release() {
    return pin == null ? Optional.empty() : Optional.of(change("release", sources, null));
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
    pin = change.pin();
    inForce = change.merged();
    if (change.changesRules()) {
      Map<String, SourceState> kept = new TreeMap<>(change.giving());
      kept.replaceAll((name, state) -> state.frozen());
      history.add(new Past(clock.getAsLong(), change.cause(), inForce, kept));
    }
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

  private Change change(String cause, Map<String, SourceState> states, @Nullable Pin held) {
    Map<String, SourceState> giving = held == null ? states : held.states();
    Merged merged = new Merge(inForce, clock.getAsLong()).of(giving);
    boolean changes = merged.rules().revision() != inForce.rules().revision();
    return new Change(cause, merged, states, held, changes);
  }

  /** Why a prepared change cannot be carried to any plane; empty when it can. */
  public String refusal(Change change) {
    int rules = change.merged().rules().rules().size();
    return rules <= RuleSet.MAX_RULES
        ? ""
        : "all sources together have "
            + rules
            + " rules, and at most "
            + RuleSet.MAX_RULES
            + " are enforced: take some away";
  }

  private static Problem whole(String name, String message) {
    return new Problem(name, 0, 0, "", message);
  }
}
