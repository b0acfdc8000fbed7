package dev.weir.manager.control;

import dev.weir.hook.Document;
import dev.weir.hook.HookException;
import dev.weir.hook.RuleFormat;
import dev.weir.hook.SignalSource;
import dev.weir.manager.HookView;
import dev.weir.manager.RulesView;
import dev.weir.manager.RulesView.Placed;
import dev.weir.manager.SignalView;
import dev.weir.manager.hooks.HookRecord;
import dev.weir.manager.hooks.HookRoster;
import dev.weir.manager.hooks.Offer;
import dev.weir.manager.placement.Placement.Decision;
import dev.weir.manager.rules.RuleStore;
import dev.weir.manager.rules.RuleStore.Change;
import dev.weir.manager.rules.RuleStore.Origin;
import dev.weir.manager.signals.SignalBoard;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ties the parts together on one thread: rules down ({@link RuleStore}, {@link Rollout}), hooks in
 * and out ({@link HookRoster}), signals up ({@link SignalBoard}).
 */
final class ControlLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);

  private final ControlThread thread;
  private final RuleStore store = new RuleStore();
  private final HookRoster roster = new HookRoster();
  private final Rollout rollout = new Rollout(roster);
  private final SignalBoard board = new SignalBoard();
  private final List<SignalSource> services = new ArrayList<>();
  private @Nullable RuleFormat format;

  ControlLoop(long pollMs) {
    thread = new ControlThread(this::tick, pollMs);
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private void tick() {
    if (roster.tick(now())) {
      settle();
    }
    List<SignalSource> sources = new ArrayList<>(services);
    for (HookRecord hook : roster.records()) {
      hook.attachment()
          .filter(SignalSource.class::isInstance)
          .map(SignalSource.class::cast)
          .ifPresent(sources::add);
    }
    board.poll(sources, now());
  }

  private void settle() {
    rollout.settle(store.inForce().rules(), store.complete());
  }

  void configure(boolean kernel, long lingerMs, long pollMs) {
    thread.every(pollMs);
    thread.post(
        () -> {
          if (roster.configure(kernel, lingerMs, now())) {
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

  void admit(String source, int precedence) {
    thread.post(() -> store.admit(source, precedence));
  }

  void deliver(String source, List<Document> documents) {
    thread.post(() -> roll(source, store.deliver(source, documents)));
  }

  void unreachable(String source, String reason) {
    thread.post(
        () -> {
          LOG.warn("rules from {} cannot be read, those in force stay: {}", source, reason);
          store.unreachable(source, reason);
        });
  }

  void withdrawSource(String source) {
    thread.post(() -> roll(source, store.withdraw(source)));
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
      return;
    }
    boolean incomplete = !store.complete();
    store.commit(change);
    if (incomplete && store.complete()) {
      settle();
    }
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
  }
}
