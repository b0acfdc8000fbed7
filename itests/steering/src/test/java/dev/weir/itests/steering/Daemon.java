package dev.weir.itests.steering;

import dev.weir.hook.Attachment;
import dev.weir.hook.Hook;
import dev.weir.hook.HookException;
import dev.weir.hook.RuleCounts;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.Steerable;
import dev.weir.hook.host.Figures;
import dev.weir.manager.signals.Feeds;
import dev.weir.manager.signals.RuleTallies;
import dev.weir.manager.signals.SignalBoard;
import dev.weir.manager.steer.Sights;
import dev.weir.manager.steer.Steering;
import dev.weir.rule.RuleSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The manager's rounds, driven by the test, over hooks that are attached. */
final class Daemon implements AutoCloseable, Sights {

  private static final long NANOS_PER_MS = 1_000_000;

  private final SignalBoard board = new SignalBoard();
  private final RuleTallies tallies = new RuleTallies();
  private final Feeds feeds = new Feeds(Path.of("/sys/class/net"), System::currentTimeMillis);
  private final Steering steering = new Steering();
  private final List<Feeds.Attached> attached = new ArrayList<>();
  private Figures host = new Figures(0, 0, 0);
  private Attachment limiter;
  private RuleSet rules = RuleSet.EMPTY;

  /** A daemon with the hook that enforces. */
  Daemon(Hook hook, String point) throws HookException {
    limiter = hook.attach(point);
    attached.add(new Feeds.Attached(limiter, point));
  }

  /** Attaches a hook that only counts. */
  void counts(Hook hook, String point) throws HookException {
    attached.add(new Feeds.Attached(hook.attach(point), point));
  }

  void host(Figures figures) {
    host = figures;
  }

  /** Puts rules in force and steers them, as the control loop does. */
  void apply(RuleSet next) throws HookException {
    limiter.apply(next);
    rules = next;
    round();
  }

  /** Puts rules in force, and has no round. */
  void applyAlone(RuleSet next) throws HookException {
    limiter.apply(next);
    rules = next;
  }

  /** What the kernel holds, as the status of the limiter says. */
  String fact(String name) {
    return limiter.status().facts().getOrDefault(name, "");
  }

  /** What the control loop does ten times a second. */
  void round() {
    long now = System.currentTimeMillis();
    board.poll(feeds.sources(attached), now);
    tallies.poll(attached, now);
    steering.round(
        List.of(new Steering.Helm("limiter", (Steerable) limiter, rules)),
        this,
        now * NANOS_PER_MS);
  }

  /** What a rule allows, in words. */
  String allowed(String rule) {
    return steering.words(rule).orElse("");
  }

  /** What the kernel has let pass under a rule. */
  long passed(String rule) throws HookException {
    long[] found = {0};
    ((RuleCounts) limiter)
        .readRules((id, passed, blocked) -> found[0] += id.equals(rule) ? passed : 0);
    return found[0];
  }

  /** What the kernel has refused under a rule. */
  long blocked(String rule) throws HookException {
    long[] found = {0};
    ((RuleCounts) limiter)
        .readRules((id, passed, blocked) -> found[0] += id.equals(rule) ? blocked : 0);
    return found[0];
  }

  @Override
  public long met(String rule) {
    return tallies.met(rule);
  }

  @Override
  public long counted(String resource, SignalEvent event) {
    return board.counted(resource, event);
  }

  @Override
  public Collection<String> ports() {
    return board.ports();
  }

  @Override
  public Figures host() {
    return host;
  }

  @Override
  public void close() {
    attached.forEach(one -> one.attachment().detach());
  }
}
