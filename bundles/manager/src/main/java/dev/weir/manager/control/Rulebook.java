package dev.weir.manager.control;

import dev.weir.hook.Document;
import dev.weir.hook.Outcome.Enforcement;
import dev.weir.hook.Plane;
import dev.weir.hook.RuleFormat;
import dev.weir.manager.RevisionView;
import dev.weir.manager.RulesView;
import dev.weir.manager.RulesView.Placed;
import dev.weir.manager.hooks.HookRecord;
import dev.weir.manager.hooks.HookRoster;
import dev.weir.manager.placement.Placement.Decision;
import dev.weir.manager.rules.Change;
import dev.weir.manager.rules.Origin;
import dev.weir.manager.rules.RuleStore;
import dev.weir.manager.rules.Standing;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of the rules down: what sources bring goes into the {@link RuleStore}, from there by the
 * {@link Rollout} to the planes, and what became of it to disk and back to the sources. For the
 * control thread.
 */
final class Rulebook {

  private static final Logger LOG = LoggerFactory.getLogger(Rulebook.class);

  private final RuleStore store;
  private final HookRoster roster;
  private final Rollout rollout;
  private final Sources sources;
  private final Keeper keeper;
  private @Nullable RuleFormat format;

  Rulebook(Rollout rollout, Sources sources, Keeper keeper, LongSupplier clock) {
    this.store = new RuleStore(clock);
    this.roster = rollout.roster();
    this.rollout = rollout;
    this.sources = sources;
    this.keeper = keeper;
  }

  /** Takes what was in force when the daemon ran last. */
  void remember() {
    roll("", store.remember(keeper.load()));
  }

  /** Lets go of sources that are remembered and did not come back. */
  void forgetMissing() {
    for (String source : store.missing()) {
      LOG.warn("source {} did not come back: its last known rules are let go", source);
      withdraw(source);
    }
  }

  void admit(String source, int precedence) {
    store.admit(source, precedence);
  }

  void deliver(String source, List<Document> documents) {
    roll(source, store.deliver(source, documents));
  }

  void withdraw(String source) {
    roll(source, store.withdraw(source));
  }

  void unreachable(String source, String reason) {
    LOG.warn("rules from {} cannot be read, those in force stay: {}", source, reason);
    store.unreachable(source, reason);
  }

  /** Reads everything again; what was delivered before there was a format is told only now. */
  void format(RuleFormat next) {
    format = next;
    roll("", store.reread(next));
    store.problems().forEach(problem -> LOG.warn("{}", problem.problem()));
  }

  void formatGone(RuleFormat old) {
    if (format == old) {
      format = null;
      roll("", store.reread(null));
      LOG.warn("the rule format is gone: rules stay as they are until there is one again");
    }
  }

  String rollback(long revision) {
    Optional<Change> change = store.rollback(revision);
    if (change.isEmpty()) {
      return "revision " + revision + " is not kept; " + kept();
    }
    return pinned(change.get());
  }

  private String kept() {
    List<RevisionView> revisions = revisions();
    return revisions.isEmpty()
        ? "no set has been in force yet"
        : "kept are "
            + revisions.get(revisions.size() - 1).revision()
            + " to "
            + revisions.get(0).revision();
  }

  String release() {
    Optional<Change> change = store.release();
    return change.isEmpty() ? "nothing was rolled back" : pinned(change.get());
  }

  private String pinned(Change change) {
    String refused = roll("", change);
    if (refused.isEmpty()) {
      LOG.info("{} by hand", change.cause());
      keeper.keep(store.memory());
    }
    return refused;
  }

  /**
   * Carries a change to the planes.
   *
   * @param source whose it is; empty when it is nobody's
   * @return empty, or why it was not taken
   */
  private String roll(String source, Change change) {
    RuleSet rules = change.merged().rules();
    String refused = store.refusal(change);
    if (refused.isEmpty() && change.changesRules()) {
      refused = rollout.change(rules, store.complete());
    }
    if (!refused.isEmpty()) {
      LOG.warn("revision {} from {} not taken: {}", rules.revision(), change.cause(), refused);
      store.reject(source, change, refused);
      tellOutcomes();
      return refused;
    }
    boolean incomplete = !store.complete();
    store.commit(change);
    if (!source.isEmpty()) {
      keeper.keep(store.memory());
    }
    if (incomplete && store.complete()) {
      settle();
    }
    tellOutcomes();
    tellProblems(source);
    if (change.changesRules()) {
      LOG.info("revision {}: {} rules in force", rules.revision(), rules.rules().size());
    }
    return "";
  }

  /** Says what is wrong with the documents of a source. */
  private void tellProblems(String source) {
    if (format != null) {
      store.problems().stream()
          .filter(problem -> problem.source().equals(source))
          .forEach(problem -> LOG.warn("{}", problem.problem()));
    } else if (!source.isEmpty()) {
      LOG.info("rules from {} wait for a rule format", source);
    }
  }

  /** Places the same rules anew after hooks have come or gone. */
  void settle() {
    rollout.settle(store.inForce().rules(), store.complete());
    tellOutcomes();
  }

  private void tellOutcomes() {
    Map<String, Decision> decisions = new HashMap<>();
    sources.tell(
        source -> {
          if (decisions.isEmpty()) {
            rollout.placement().decisions().forEach(d -> decisions.put(d.rule().id(), d));
          }
          return store.outcomes(source, origin -> where(decisions, origin));
        });
  }

  private Enforcement where(Map<String, Decision> decisions, Origin origin) {
    String rule = origin.rule().id();
    Decision decision = decisions.get(rule);
    if (decision == null) {
      return new Enforcement(rule, "", Optional.empty(), "not placed yet");
    }
    Optional<Plane> plane =
        roster.records().stream()
            .filter(hook -> hook.name().equals(decision.hook()))
            .map(HookRecord::plane)
            .findFirst();
    return new Enforcement(rule, decision.hook(), plane, decision.reason());
  }

  RulesView view() {
    Standing standing = store.standing();
    List<Placed> placed = new ArrayList<>();
    List<Decision> decisions = rollout.placement().decisions();
    List<Origin> origins = store.inForce().origins();
    for (int i = 0; i < Math.min(decisions.size(), origins.size()); i++) {
      Decision decision = decisions.get(i);
      Origin origin = origins.get(i);
      placed.add(
          new Placed(origin.rule(), standing.origin(origin), decision.hook(), decision.reason()));
    }
    return new RulesView(
        store.inForce().rules().revision(), placed, store.problems(), standing.pin());
  }

  List<RevisionView> revisions() {
    return store.standing().revisions();
  }
}
