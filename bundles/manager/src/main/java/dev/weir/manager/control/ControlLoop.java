package dev.weir.manager.control;

import dev.weir.hook.Document;
import dev.weir.hook.Hook;
import dev.weir.hook.HookException;
import dev.weir.hook.OutcomeSink;
import dev.weir.hook.Remains;
import dev.weir.hook.RuleFormat;
import dev.weir.hook.RuleSource;
import dev.weir.hook.SignalSource;
import dev.weir.hook.Steerable;
import dev.weir.hook.host.Figures;
import dev.weir.manager.CapabilityView;
import dev.weir.manager.ExplainView;
import dev.weir.manager.HookListener;
import dev.weir.manager.HookView;
import dev.weir.manager.RevisionView;
import dev.weir.manager.RulesView;
import dev.weir.manager.SignalView;
import dev.weir.manager.SwitchView;
import dev.weir.manager.hooks.HookRecord;
import dev.weir.manager.hooks.HookRoster;
import dev.weir.manager.hooks.LeftHooks;
import dev.weir.manager.hooks.Offer;
import dev.weir.manager.rules.LastKnownGood;
import dev.weir.manager.signals.Feeds;
import dev.weir.manager.signals.RuleTallies;
import dev.weir.manager.signals.SignalBoard;
import dev.weir.manager.steer.Sights;
import dev.weir.manager.steer.Steering;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Ties the parts together on one thread: rules down ({@link Rulebook}), hooks in and out ({@link
 * HookRoster}), signals up ({@link SignalBoard}).
 */
final class ControlLoop implements AutoCloseable {

  /** How long a source that is remembered from the last run may take to come back. */
  private static final long FORGET_MS = 60_000;

  private static final long NANOS_PER_MS = 1_000_000;

  private final ControlThread thread;
  private final Listeners listeners = new Listeners();
  private final HookRoster roster = new HookRoster(listeners);
  private final LeftHooks left = new LeftHooks(roster);
  private final SignalBoard board = new SignalBoard();
  private final Feeds feeds = new Feeds(Path.of("/sys/class/net"), ControlLoop::now);
  private final RuleTallies tallies = new RuleTallies();
  private final Steering steering = new Steering();
  private final Explanation explanation = new Explanation(roster, board, tallies, steering);
  private final Sources sources = new Sources();
  private final Keeper keeper;
  private final Rulebook rules;
  private final Sights sights;
  private final BooleanSupplier stopping;
  private long lingerMs = 1_000;
  private long forgetAt = Long.MAX_VALUE;

  /**
   * What it needs of the platform.
   *
   * @param disk where the last known good rules are
   * @param host figures of the host
   * @param stopping whether the platform is going down
   */
  record Ground(LastKnownGood disk, Supplier<Figures> host, BooleanSupplier stopping) {}

  ControlLoop(long pollMs, Ground ground) {
    keeper = new Keeper(ground.disk());
    sights = new Seen(board, tallies, ground.host());
    rules = new Rulebook(new Rollout(roster, this::steer), sources, keeper, ControlLoop::now);
    stopping = ground.stopping();
    thread = new ControlThread(this::tick, pollMs);
    thread.post(
        () -> {
          rules.remember();
          forgetAt = now() + FORGET_MS;
        });
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private void tick() {
    if (roster.tick(now())) {
      rules.settle();
    }
    forget();
    board.poll(feeds.sources(attached()), now());
    steer();
  }

  private List<Feeds.Attached> attached() {
    List<Feeds.Attached> attached = new ArrayList<>();
    for (HookRecord hook : roster.records()) {
      hook.attachment().ifPresent(a -> attached.add(new Feeds.Attached(a, hook.point())));
    }
    return attached;
  }

  /** Reads what rules did, and tells hooks what those that are steered allow from now on. */
  private void steer() {
    tallies.poll(attached(), now());
    List<Steering.Helm> helms = new ArrayList<>();
    for (HookRecord hook : roster.records()) {
      if (!hook.closed() && hook.attachment().orElse(null) instanceof Steerable steerable) {
        helms.add(new Steering.Helm(hook.name(), steerable, hook.slice()));
      }
    }
    steering.round(helms, sights, now() * NANOS_PER_MS);
  }

  /** Lets go of sources that left and did not come back; not while the platform goes down. */
  private void forget() {
    long now = now();
    List<String> gone = stopping.getAsBoolean() ? List.of() : sources.gone(now);
    gone.forEach(rules::withdraw);
    if (now >= forgetAt) {
      forgetAt = Long.MAX_VALUE;
      rules.forgetMissing();
    }
  }

  void configure(boolean kernel, long linger, long pollMs) {
    thread.every(pollMs);
    thread.post(
        () -> {
          lingerMs = linger;
          if (roster.configure(kernel, linger, now())) {
            rules.settle();
          }
          left.configure(kernel);
        });
  }

  void offer(Offer offer) {
    thread.post(
        () -> {
          roster.offer(offer, now());
          rules.settle();
        });
  }

  void withdraw(Offer offer) {
    thread.post(
        () -> {
          roster.withdraw(offer, now());
          rules.settle();
        });
  }

  void uninstalled(long bundle) {
    thread.post(
        () -> {
          if (roster.uninstalled(bundle, now())) {
            rules.settle();
          }
        });
  }

  void admit(RuleSource source, int precedence) {
    thread.post(
        () -> {
          sources.admit(source.name());
          rules.admit(source.name(), precedence);
          if (source instanceof OutcomeSink sink) {
            sources.listen(source.name(), sink);
          }
        });
  }

  /** Takes a delivery; one that still waits is replaced by the next of its source. */
  void deliver(String source, List<Document> documents) {
    if (sources.wait(source, documents)) {
      thread.post(() -> rules.deliver(source, sources.take(source)));
    }
  }

  void unreachable(String source, String reason) {
    thread.post(() -> rules.unreachable(source, reason));
  }

  /** A source went: its rules stay for the linger time, so that a new configuration is no gap. */
  void withdrawSource(String source) {
    thread.post(() -> sources.leave(source, now() + lingerMs));
  }

  void format(RuleFormat next) {
    thread.post(() -> rules.format(next));
  }

  void formatGone(RuleFormat old) {
    thread.post(() -> rules.formatGone(old));
  }

  void listen(HookListener listener) {
    listeners.add(listener);
  }

  void ignore(HookListener listener) {
    listeners.remove(listener);
  }

  void addRemains(Remains remains) {
    thread.post(() -> left.add(remains));
  }

  void removeRemains(Remains remains) {
    thread.post(() -> left.remove(remains));
  }

  void addSignals(SignalSource source) {
    thread.post(() -> feeds.add(source));
  }

  void removeSignals(SignalSource source) {
    thread.post(() -> feeds.remove(source));
  }

  List<HookView> hooks() {
    return thread.ask(left::views);
  }

  /** What hooks need is tried by the caller's thread, not by the one that everything waits for. */
  List<CapabilityView> capabilities() {
    return thread.ask(roster::offered).stream().map(ControlLoop::capability).toList();
  }

  private static CapabilityView capability(Hook hook) {
    return new CapabilityView(hook.spec().name(), hook.spec().plane(), hook.needs());
  }

  String log(String hook) throws HookException {
    StringBuilder log = new StringBuilder();
    thread.askHook(() -> log.append(roster.log(hook)));
    return log.toString();
  }

  List<SignalView> signals() {
    return thread.ask(() -> board.views(now()));
  }

  List<SwitchView> switches() {
    return thread.ask(board::switches);
  }

  Optional<ExplainView> explain(String rule) {
    return thread.ask(() -> explanation.of(rule, rules.view(), now()));
  }

  RulesView rules() {
    return thread.ask(rules::view);
  }

  List<RevisionView> revisions() {
    return thread.ask(rules::revisions);
  }

  String rollback(long revision) {
    return thread.ask(() -> rules.rollback(revision));
  }

  String release() {
    return thread.ask(rules::release);
  }

  void attach(String hook, Optional<String> point) throws HookException {
    thread.askHook(
        () -> {
          try {
            roster.attach(hook, point, now());
          } finally {
            rules.settle();
          }
        });
  }

  void detach(String hook) throws HookException {
    thread.askHook(
        () -> {
          if (!left.detach(hook)) {
            roster.detach(hook, now());
            rules.settle();
          }
        });
  }

  /** Takes every hook down and ends the thread. */
  @Override
  public void close() {
    thread.close(() -> roster.close(now()));
    keeper.close();
  }
}
