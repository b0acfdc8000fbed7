package dev.weir.manager.control;

import dev.weir.hook.Document;
import dev.weir.hook.HookException;
import dev.weir.hook.Outcome.Enforcement;
import dev.weir.hook.OutcomeSink;
import dev.weir.hook.Plane;
import dev.weir.hook.RuleFormat;
import dev.weir.hook.RuleSource;
import dev.weir.hook.SignalSource;
import dev.weir.manager.HookView;
import dev.weir.manager.RulesView;
import dev.weir.manager.RulesView.Placed;
import dev.weir.manager.SignalView;
import dev.weir.manager.hooks.HookRecord;
import dev.weir.manager.hooks.HookRoster;
import dev.weir.manager.hooks.Offer;
import dev.weir.manager.placement.Placement.Decision;
import dev.weir.manager.rules.LastKnownGood;
import dev.weir.manager.rules.RuleStore;
import dev.weir.manager.rules.RuleStore.Change;
import dev.weir.manager.rules.RuleStore.Origin;
import dev.weir.manager.signals.SignalBoard;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ties the parts together on one thread: rules down ({@link RuleStore}, {@link Rollout}), hooks in
 * and out ({@link HookRoster}), signals up ({@link SignalBoard}).
 */
final class ControlLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);

  /** How long a source that is remembered from the last run may take to come back. */
  private static final long FORGET_MS = 60_000;

  private final ControlThread thread;
  private final RuleStore store = new RuleStore();
  private final HookRoster roster = new HookRoster();
  private final Rollout rollout = new Rollout(roster);
  private final SignalBoard board = new SignalBoard();
  private final List<SignalSource> services = new ArrayList<>();
  private final Sources sources = new Sources();
  private final Keeper keeper;
  private final BooleanSupplier stopping;
  private @Nullable RuleFormat format;
  private long lingerMs = 1_000;
  private long forgetAt = Long.MAX_VALUE;

  /** What it needs of the platform: a place on disk, and whether the platform is going down. */
  record Ground(LastKnownGood disk, BooleanSupplier stopping) {}

  ControlLoop(long pollMs, Ground ground) {
    keeper = new Keeper(ground.disk());
    stopping = ground.stopping();
    thread = new ControlThread(this::tick, pollMs);
    thread.post(
        () -> {
          roll("", store.remember(keeper.load()));
          forgetAt = now() + FORGET_MS;
        });
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private void tick() {
    if (roster.tick(now())) {
      settle();
    }
    forget();
    List<SignalSource> signals = new ArrayList<>(services);
    for (HookRecord hook : roster.records()) {
      hook.attachment()
          .filter(SignalSource.class::isInstance)
          .map(SignalSource.class::cast)
          .ifPresent(signals::add);
    }
    board.poll(signals, now());
  }

  /** Lets go of sources that left and did not come back; not while the platform goes down. */
  private void forget() {
    long now = now();
    List<String> gone = stopping.getAsBoolean() ? List.of() : sources.gone(now);
    gone.forEach(source -> roll(source, store.withdraw(source)));
    if (now >= forgetAt) {
      forgetAt = Long.MAX_VALUE;
      for (String source : store.missing()) {
        LOG.warn("source {} did not come back: its last known rules are let go", source);
        roll(source, store.withdraw(source));
      }
    }
  }

  private void settle() {
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

  void configure(boolean kernel, long linger, long pollMs) {
    thread.every(pollMs);
    thread.post(
        () -> {
          lingerMs = linger;
          if (roster.configure(kernel, linger, now())) {
            settle();
          }
        });
  }

  void offer(Offer offer) {
    thread.post(
        () -> {
          roster.offer(offer, now());
          settle();
        });
  }

  void withdraw(Offer offer) {
    thread.post(
        () -> {
          roster.withdraw(offer, now());
          settle();
        });
  }

  void uninstalled(long bundle) {
    thread.post(
        () -> {
          if (roster.uninstalled(bundle, now())) {
            settle();
          }
        });
  }

  void admit(RuleSource source, int precedence) {
    thread.post(
        () -> {
          sources.admit(source.name());
          store.admit(source.name(), precedence);
          if (source instanceof OutcomeSink sink) {
            sources.listen(source.name(), sink);
          }
        });
  }

  /** Takes a delivery; one that still waits is replaced by the next of its source. */
  void deliver(String source, List<Document> documents) {
    if (sources.wait(source, documents)) {
      thread.post(() -> roll(source, store.deliver(source, sources.take(source))));
    }
  }

  void unreachable(String source, String reason) {
    thread.post(
        () -> {
          LOG.warn("rules from {} cannot be read, those in force stay: {}", source, reason);
          store.unreachable(source, reason);
        });
  }

  /** A source went: its rules stay for the linger time, so that a new configuration is no gap. */
  void withdrawSource(String source) {
    thread.post(() -> sources.leave(source, now() + lingerMs));
  }

  void format(RuleFormat next) {
    thread.post(
        () -> {
          format = next;
          roll("", store.reread(next));
        });
  }

  void formatGone(RuleFormat old) {
    thread.post(
        () -> {
          if (format == old) {
            format = null;
            roll("", store.reread(null));
          }
        });
  }

  private void roll(String source, Change change) {
    RuleSet rules = change.merged().rules();
    String refused = change.changesRules() ? rollout.change(rules, store.complete()) : "";
    if (!refused.isEmpty()) {
      LOG.warn("revision {} from {} not taken: {}", rules.revision(), source, refused);
      store.reject(source, change, refused);
      tellOutcomes();
      return;
    }
    boolean incomplete = !store.complete();
    store.commit(change);
    if (!source.isEmpty()) {
      keeper.keep(store.lastGood());
    }
    if (incomplete && store.complete()) {
      settle();
    }
    tellOutcomes();
    store.problems().stream()
        .filter(problem -> problem.source().equals(source))
        .forEach(problem -> LOG.warn("{}", problem.problem()));
    if (change.changesRules()) {
      LOG.info("revision {}: {} rules in force", rules.revision(), rules.rules().size());
    }
  }

  void addSignals(SignalSource source) {
    thread.post(() -> services.add(source));
  }

  void removeSignals(SignalSource source) {
    thread.post(() -> services.removeIf(s -> s == source));
  }

  List<HookView> hooks() {
    return thread.ask(roster::views);
  }

  List<SignalView> signals() {
    return thread.ask(() -> board.views(now()));
  }

  RulesView rules() {
    return thread.ask(
        () -> {
          List<Placed> placed = new ArrayList<>();
          List<Decision> decisions = rollout.placement().decisions();
          List<Origin> origins = store.inForce().origins();
          for (int i = 0; i < Math.min(decisions.size(), origins.size()); i++) {
            Decision decision = decisions.get(i);
            Origin origin = origins.get(i);
            placed.add(
                new Placed(
                    origin.rule(),
                    origin.source(),
                    origin.document(),
                    decision.hook(),
                    decision.reason()));
          }
          return new RulesView(store.inForce().rules().revision(), placed, store.problems());
        });
  }

  void attach(String hook, Optional<String> point) throws HookException {
    thread.askHook(
        () -> {
          try {
            roster.attach(hook, point, now());
          } finally {
            settle();
          }
        });
  }

  void detach(String hook) throws HookException {
    thread.askHook(
        () -> {
          roster.detach(hook, now());
          settle();
        });
  }

  /** Takes every hook down and ends the thread. */
  @Override
  public void close() {
    thread.close(() -> roster.close(now()));
    keeper.close();
  }
}
