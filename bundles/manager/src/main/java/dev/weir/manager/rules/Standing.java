package dev.weir.manager.rules;

import dev.weir.hook.Problem;
import dev.weir.manager.RevisionView;
import dev.weir.manager.RulesView;
import dev.weir.manager.RulesView.State;
import dev.weir.manager.rules.History.Past;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is in force and what was, as it is told: how each rule stands to its source, what holds. */
public final class Standing {

  private final Merged inForce;
  private final Map<String, SourceState> sources;
  private final @Nullable Pin pin;
  private final Supplier<List<Past>> pasts;
  private final Map<String, Set<String>> bad = new HashMap<>();

  Standing(
      Merged inForce,
      Map<String, SourceState> sources,
      @Nullable Pin pin,
      Supplier<List<Past>> pasts) {
    this.inForce = inForce;
    this.sources = sources;
    this.pin = pin;
    this.pasts = pasts;
    sources.forEach(
        (name, state) -> {
          Set<String> documents = new HashSet<>();
          state.problems().stream().map(Problem::document).forEach(documents::add);
          bad.put(name, documents);
        });
  }

  /** Where a rule in force came from, and how it stands to what its source has now. */
  public RulesView.Origin origin(Origin origin) {
    return new RulesView.Origin(
        origin.source(), origin.document(), origin.revision(), origin.since(), state(origin));
  }

  private State state(Origin origin) {
    if (pin != null) {
      return State.PINNED;
    }
    SourceState source = sources.get(origin.source());
    Set<String> wrong = bad.getOrDefault(origin.source(), Set.of());
    if (source == null || !source.heard()) {
      return State.AWAITED;
    }
    if (wrong.contains(origin.document())) {
      return State.LAST_GOOD;
    }
    return wrong.contains(origin.source()) ? State.STALE : State.CURRENT;
  }

  /** What was rolled back to and holds. */
  public Optional<RulesView.Pin> pin() {
    if (pin == null) {
      return Optional.empty();
    }
    Merged free = new Merge(inForce, 0).of(sources);
    boolean waiting = free.rules().revision() != inForce.rules().revision();
    return Optional.of(new RulesView.Pin(pin.revision(), pin.since(), waiting));
  }

  /** The sets that are kept, newest first. */
  public List<RevisionView> revisions() {
    List<RevisionView> views = new ArrayList<>();
    for (Past past : pasts.get()) {
      List<RevisionView.Sourced> rules = new ArrayList<>();
      for (Origin origin : past.merged().origins()) {
        rules.add(
            new RevisionView.Sourced(
                origin.rule(),
                origin.source(),
                origin.document(),
                origin.revision(),
                origin.since()));
      }
      views.add(0, new RevisionView(past.revision(), past.at(), past.cause(), rules));
    }
    return views;
  }
}
