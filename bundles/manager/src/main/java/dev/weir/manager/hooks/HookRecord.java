package dev.weir.manager.hooks;

import dev.weir.hook.Ability;
import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.hook.Plane;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.Status;
import dev.weir.manager.HookChange;
import dev.weir.manager.HookView;
import dev.weir.manager.HookView.State;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the manager did with the hook of one name, over all versions of it that are offered.
 *
 * <p>The newest version offered is the one attached. A newer one takes over in place: it attaches
 * over its predecessor, gets the same slice, and only then is the predecessor released. When the
 * last offer is withdrawn the attachment lingers, so that a bundle update is a takeover too; when
 * the linger time is over, or the bundle is known to be uninstalled, it is detached. For one
 * thread.
 */
public final class HookRecord {

  private static final Logger LOG = LoggerFactory.getLogger(HookRecord.class);
  private static final Status ABSENT = new Status(false, "not attached", Map.of());

  private final String name;
  private final Consumer<HookChange> changes;
  private final List<Offer> offers = new ArrayList<>();
  private Offer current;
  private @Nullable Attachment attachment;
  private State state = State.DETACHED;
  private String point;
  private String problem = "";
  private String refusal = "";
  private String log = "";
  private long since;
  private long due = Long.MAX_VALUE;
  private boolean wanted = true;
  private RuleSet slice = RuleSet.EMPTY;
  private boolean applied;

  HookRecord(Offer first, Consumer<HookChange> changes, long now) {
    this.changes = changes;
    this.name = first.hook().spec().name();
    this.current = first;
    this.point = first.hook().spec().point();
    this.since = now;
  }

  /** The hook's name. */
  public String name() {
    return name;
  }

  /** Where it sits. */
  public Plane plane() {
    return current.hook().spec().plane();
  }

  /** Whose attachment it is, or would be. */
  public Offer current() {
    return current;
  }

  /** What is attached; empty when nothing is. */
  public Optional<Attachment> attachment() {
    return Optional.ofNullable(attachment);
  }

  /**
   * Why its last slice was refused, or empty. Such a hook gets no rules until something changes.
   */
  public String refusal() {
    return refusal;
  }

  /** Whether it has taken any slice, be it an empty one, since it was attached. */
  public boolean applied() {
    return applied;
  }

  /** The rules it has taken. */
  public RuleSet slice() {
    return slice;
  }

  /** When it has something to do: the end of its linger time, or the next try. */
  long due() {
    return due;
  }

  State state() {
    return state;
  }

  boolean offered() {
    return !offers.isEmpty();
  }

  void offer(Offer offer) {
    offers.add(offer);
  }

  void withdraw(Offer offer) {
    offers.remove(offer);
  }

  /** The user's wish, which outlives versions. */
  void want(boolean attached) {
    wanted = attached;
  }

  /** All that was said when it was last refused; empty when it was not, or no more was said. */
  String log() {
    return log;
  }

  /** Why it is not in place as wanted, or empty. */
  String problem() {
    return problem;
  }

  boolean wanted() {
    return wanted;
  }

  /** Moves a detached hook to another point. */
  void moveTo(String newPoint) {
    point = newPoint;
  }

  /** Where it is attached, or would be. */
  public String point() {
    return point;
  }

  Offer newest() {
    return offers.stream()
        .max(Comparator.comparing((Offer offer) -> version(offer.hook().spec().version())))
        .orElse(current);
  }

  private static Version version(String text) {
    try {
      return Version.parseVersion(text);
    } catch (IllegalArgumentException notOsgi) {
      return Version.emptyVersion;
    }
  }

  /** Attaches the newest version, over whatever is attached now. The old one stays on failure. */
  void attach(long now) throws HookException {
    Offer next = newest();
    Attachment fresh;
    try {
      fresh = next.hook().attach(point);
    } catch (HookException | RuntimeException | LinkageError refused) {
      fail(refused, now);
      throw refused instanceof HookException known
          ? known
          : new HookException(name + ": attach failed: " + refused, refused);
    }
    Attachment old = attachment;
    boolean replaces = state == State.ATTACHED && !next.equals(current);
    attachment = fresh;
    current = next;
    problem = "";
    refusal = "";
    log = "";
    enter(State.ATTACHED, now, Long.MAX_VALUE);
    if (replaces) {
      tell(State.ATTACHED, now);
    }
    LOG.info("{} {} attached to {}", name, next.hook().spec().version(), point);
    if (old != null) {
      if (applied) {
        apply(slice);
      }
      old.release();
    }
  }

  private void fail(Throwable refused, long now) {
    String message = String.valueOf(refused.getMessage());
    if (!message.equals(problem)) {
      LOG.warn("{} not attached to {}: {}", name, point, message);
      LOG.debug("cause", refused);
    }
    problem = message;
    log = refused instanceof HookException known ? known.log() : "";
    enter(attachment == null ? State.FAILED : State.ATTACHED, now, now + HookRoster.RETRY_MS);
  }

  /**
   * Gives it a slice; on refusal the slice before it stays.
   *
   * @return empty, or why it was refused
   */
  public String apply(RuleSet next) {
    if (attachment == null) {
      return name + " is not attached";
    }
    try {
      attachment.apply(next);
      slice = next;
      applied = true;
      refusal = "";
    } catch (HookException | RuntimeException | LinkageError refused) {
      refusal = String.valueOf(refused.getMessage());
      LOG.warn("{} refused revision {}: {}", name, next.revision(), refusal);
      LOG.debug("cause", refused);
    }
    return refusal;
  }

  /** Forgets a refusal: the rules or the hook have changed. */
  public void forgiveRefusal() {
    refusal = "";
  }

  void linger(long now, long lingerMs) {
    enter(State.LINGERING, now, now + lingerMs);
  }

  /**
   * Its bundle is gone: closes what it limits, if it fails closed.
   *
   * @return false when it fails open, and is to be detached
   */
  boolean shut(long now) {
    if (attachment == null || closed()) {
      return attachment != null;
    }
    try {
      if (!attachment.shut()) {
        return false;
      }
      problem = "its bundle is gone: what its rules limited is refused until it is back";
    } catch (HookException | RuntimeException | LinkageError refused) {
      problem = "its bundle is gone; not closed, its limits stay: " + refused.getMessage();
      LOG.debug("cause", refused);
    }
    enter(State.CLOSED, now, Long.MAX_VALUE);
    LOG.warn("{} at {}: {}; weir:detach {} opens", name, point, problem, name);
    return true;
  }

  /** Whether it is in place without its bundle, for good, and takes no rules. */
  public boolean closed() {
    return state == State.CLOSED;
  }

  /** Takes it down; nothing of it is left. */
  void detach(String why, long now) {
    Attachment old = attachment;
    attachment = null;
    slice = RuleSet.EMPTY;
    applied = false;
    refusal = "";
    problem = why;
    enter(State.DETACHED, now, Long.MAX_VALUE);
    if (old != null) {
      try {
        old.detach();
        LOG.info("{} detached from {}{}", name, point, why.isEmpty() ? "" : ": " + why);
      } catch (RuntimeException | LinkageError broken) {
        problem = "detach failed: " + broken;
        LOG.error("{} not detached cleanly from {}", name, point, broken);
      }
    }
  }

  private void enter(State next, long now, long nextDue) {
    State before = state;
    state = next;
    due = nextDue;
    if (before != next) {
      since = now;
      tell(before, now);
    }
  }

  private void tell(State before, long now) {
    String version = current.hook().spec().version();
    changes.accept(new HookChange(name, version, plane(), point, before, state, problem, now));
  }

  /** Its judgement of a rule, or why it can have none now. */
  public Ability judge(Rule rule) {
    if (closed()) {
      return Ability.no("closed: " + problem);
    }
    if (attachment == null) {
      return Ability.no(problem.isEmpty() ? "not attached" : "not attached: " + problem);
    }
    return refusal.isEmpty() ? current.hook().judge(rule) : Ability.no("refused: " + refusal);
  }

  /** What it counts now, whatever its rules. */
  Set<SignalEvent> tells() {
    return attachment == null ? Set.of() : current.hook().tells();
  }

  HookView view() {
    Status status = attachment == null ? ABSENT : attachment.status();
    String trouble = refusal.isEmpty() ? problem : "rules refused: " + refusal;
    List<String> rules = slice.rules().stream().map(Rule::id).toList();
    return new HookView(current.hook().spec(), state, point, since, trouble, rules, status);
  }
}
