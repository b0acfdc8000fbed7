package dev.weir.manager.hooks;

import dev.weir.hook.Ability;
import dev.weir.hook.Hook;
import dev.weir.hook.HookException;
import dev.weir.hook.Nearest;
import dev.weir.hook.Plane;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.Steerable;
import dev.weir.manager.HookChange;
import dev.weir.manager.HookView;
import dev.weir.manager.HookView.State;
import dev.weir.manager.steer.Needs;
import dev.weir.rule.Rule;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * All hooks by name, and what happens to them as bundles come and go. For one thread; every method
 * that may change what is attached says so, so that rules can be placed anew.
 */
public final class HookRoster {

  /** How long after a failed attach the next try is made, in milliseconds. */
  static final long RETRY_MS = 2_000;

  private final Map<String, HookRecord> records = new TreeMap<>();
  private final Consumer<HookChange> changes;
  private long lingerMs = 1_000;
  private boolean kernelEnabled = true;

  /** A roster that nobody hears of. */
  public HookRoster() {
    this(change -> {});
  }

  /**
   * A roster.
   *
   * @param changes told what happens to hooks, as it happens
   */
  public HookRoster(Consumer<HookChange> changes) {
    this.changes = changes;
  }

  /** All records, by name. */
  public Collection<HookRecord> records() {
    return records.values();
  }

  /**
   * A hook's judgement of a rule; one that is told what the rule allows also needs somebody who
   * tells what that is decided from.
   */
  public Ability judge(HookRecord hook, Rule rule) {
    Ability own = hook.judge(rule);
    if (own instanceof Ability.Able && hook.attachment().orElse(null) instanceof Steerable) {
      String missing = Needs.missing(rule, told());
      return missing.isEmpty() ? own : Ability.no(missing);
    }
    return own;
  }

  private Set<SignalEvent> told() {
    Set<SignalEvent> told = EnumSet.noneOf(SignalEvent.class);
    records.values().forEach(hook -> told.addAll(hook.tells()));
    return told;
  }

  /** Takes new settings; true when something was attached or detached. */
  public boolean configure(boolean kernel, long linger, long now) {
    lingerMs = linger;
    if (kernel == kernelEnabled) {
      return false;
    }
    kernelEnabled = kernel;
    for (HookRecord hook : List.copyOf(records.values())) {
      if (hook.plane() != Plane.PROXY) {
        settle(hook, now);
      }
    }
    return true;
  }

  /** A hook service appeared: attach it, or let it take over. */
  public void offer(Offer offer, long now) {
    String name = offer.hook().spec().name();
    HookRecord hook = records.computeIfAbsent(name, n -> new HookRecord(offer, changes, now));
    hook.offer(offer);
    settle(hook, now);
  }

  /** A hook service vanished: hand over to another version, or linger. */
  public void withdraw(Offer offer, long now) {
    HookRecord hook = records.get(offer.hook().spec().name());
    if (hook == null) {
      return;
    }
    hook.withdraw(offer);
    if (hook.offered()) {
      settle(hook, now);
    } else if (hook.attachment().isPresent()) {
      hook.linger(now, lingerMs);
    } else if (hook.wanted()) {
      records.remove(hook.name());
    }
  }

  /** A bundle was uninstalled for good: what is left of its hooks goes now. */
  public boolean uninstalled(long bundle, long now) {
    List<HookRecord> gone =
        records.values().stream()
            .filter(hook -> !hook.offered() && hook.current().bundle() == bundle)
            .toList();
    gone.forEach(hook -> abandon(hook, now));
    return !gone.isEmpty();
  }

  /** Does what is due: ends lingering, tries again. True when something changed. */
  public boolean tick(long now) {
    List<HookRecord> due = records.values().stream().filter(hook -> hook.due() <= now).toList();
    boolean changed = false;
    for (HookRecord hook : due) {
      if (hook.state() == State.LINGERING) {
        abandon(hook, now);
        changed = true;
      } else {
        changed |= settle(hook, now);
      }
    }
    return changed;
  }

  /** Attaches at the user's wish. */
  public void attach(String name, Optional<String> point, long now) throws HookException {
    HookRecord hook = find(name);
    if (!hook.offered()) {
      throw new HookException(name + " is not attached: its bundle is stopped; start it");
    }
    hook.want(true);
    String target = point.orElse(hook.newest().hook().spec().point());
    if (!target.equals(hook.point())) {
      hook.detach("", now);
      hook.moveTo(target);
    }
    if (!allowed(hook)) {
      throw new HookException(
          name + " is not attached: kernel.enabled is false in dev.weir.manager; set it to true");
    }
    hook.attach(now);
  }

  /** Detaches at the user's wish, until it is attached again. */
  public void detach(String name, long now) throws HookException {
    HookRecord hook = find(name);
    hook.want(false);
    boolean abandoned = hook.closed();
    hook.detach("detached by the user; weir:attach " + name + " brings it back", now);
    if (abandoned) {
      records.remove(name);
    }
  }

  /** Takes everything down. */
  public void close(long now) {
    List.copyOf(records.values()).forEach(hook -> drop(hook, now));
  }

  /** All hooks, by plane and name. */
  public List<HookView> views() {
    return records.values().stream()
        .map(HookRecord::view)
        .sorted(Comparator.comparing(view -> view.spec().plane()))
        .toList();
  }

  /** Whether a hook has a record. */
  boolean knows(String name) {
    return records.containsKey(name);
  }

  /** The hooks whose bundles run, by plane and name. */
  public List<Hook> offered() {
    return records.values().stream()
        .filter(HookRecord::offered)
        .map(hook -> hook.newest().hook())
        .sorted(Comparator.comparing(hook -> hook.spec().plane()))
        .toList();
  }

  /** All that was said when a hook was last refused. */
  public String log(String name) throws HookException {
    return find(name).log();
  }

  /** Brings a record to what is wanted of it; true when that, or the reason why not, changed. */
  private boolean settle(HookRecord hook, long now) {
    if (!hook.wanted()) {
      return false;
    }
    if (!allowed(hook)) {
      hook.detach("plane switched off: kernel.enabled is false in dev.weir.manager", now);
      if (!hook.offered()) {
        records.remove(hook.name());
      }
      return true;
    }
    if (hook.state() == State.ATTACHED && hook.newest().equals(hook.current())) {
      return false;
    }
    String before = hook.problem();
    try {
      hook.attach(now);
      return true;
    } catch (HookException noted) {
      return !hook.problem().equals(before);
    }
  }

  private boolean allowed(HookRecord hook) {
    return kernelEnabled || hook.plane() == Plane.PROXY;
  }

  /** Its bundle is gone: it is closed if it fails so, else taken down. */
  private void abandon(HookRecord hook, long now) {
    if (!hook.shut(now)) {
      drop(hook, now);
    }
  }

  private void drop(HookRecord hook, long now) {
    hook.detach("its bundle is gone", now);
    records.remove(hook.name());
  }

  private HookRecord find(String name) throws HookException {
    HookRecord hook = records.get(name);
    if (hook == null) {
      throw new HookException(
          "no hook '"
              + name
              + "'"
              + Nearest.hint(name, records.keySet())
              + (records.isEmpty()
                  ? "; none is installed"
                  : "; there are: " + String.join(", ", records.keySet())));
    }
    return hook;
  }
}
