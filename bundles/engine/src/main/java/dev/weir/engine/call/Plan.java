package dev.weir.engine.call;

import dev.weir.engine.cell.Cells;
import dev.weir.engine.cell.Lanes;
import dev.weir.engine.cell.StatNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one resource, compiled, in the order in which a call meets them; and what happens to
 * a call that meets them. Immutable.
 *
 * <p>Limits hold exactly also when threads race, without a lock: the cell that counts the passes of
 * the moment is read before the checks, and a call is let through by compare-and-swap on that very
 * cell. If another call was counted meanwhile, the swap fails and those checks that read passes are
 * asked again. Concurrency and windows of a rule's own have cells of their own and are counted the
 * same way, one after the other; what was counted already is taken back when a later one refuses,
 * so a limit is never exceeded, though a call may be blocked that would have fit a moment later.
 *
 * <p>Where two threads meet at a resource, the cell of passes is all that they go on sharing: what
 * no decision reads is counted in lanes. While a limit is far, a call that meets others counts some
 * of the next of its caller with it.
 */
public final class Plan {

  /** A caller counts ahead at most one in so many of the passes that are still free. */
  private static final int PART_AHEAD = 400;

  private static final Check[] NONE = {};

  /** How many plans there were. */
  private static final Cells MADE = new Cells(1);

  /** No rules. */
  public static final Plan EMPTY = new Plan(List.of());

  private static final long NANOS_PER_MS = 1_000_000;

  private final Check[] checks;
  private final Check[] passReaders;
  private final Check[] concurrencyReaders;
  private final Check[] admitting;
  private final Check[] completing;
  private final boolean refuses;

  /** Whether all that it looks at are the resource's passes, so that some may be counted ahead. */
  private final boolean looksAtPasses;

  private final int number;

  /** A plan of these checks, in this order. */
  public Plan(List<Check> checks) {
    this.checks = checks.toArray(new Check[0]);
    this.passReaders = with(Check.READS_PASSES);
    this.concurrencyReaders = with(Check.READS_CONCURRENCY);
    this.admitting = with(Check.ADMITS);
    this.completing = with(Check.COMPLETES);
    this.refuses = with(Check.REFUSES).length > 0;
    this.looksAtPasses =
        passReaders.length == this.checks.length
            && concurrencyReaders.length + admitting.length + completing.length == 0;
    this.number = (int) MADE.getAndAdd(0, 1);
  }

  /** Those that have a part; most plans have none or all, and then no array more to fetch. */
  private Check[] with(int part) {
    int count = 0;
    for (Check check : checks) {
      count += (check.parts() & part) != 0 ? 1 : 0;
    }
    if (count == checks.length) {
      return checks;
    }
    if (count == 0) {
      return NONE;
    }
    Check[] found = new Check[count];
    int i = 0;
    for (Check check : checks) {
      if ((check.parts() & part) != 0) {
        found[i++] = check;
      }
    }
    return found;
  }

  /** The checks, in order. */
  public List<Check> checks() {
    return List.of(checks);
  }

  /** Decides a call of a resource that this is the plan of. */
  public Verdict enter(Resource resource, Entry entry, Inbound inbound, long nowNanos) {
    entry.begin(nowNanos);
    if (isAhead(entry) && passedAhead(resource.node(), entry, nowNanos / NANOS_PER_MS)) {
      return entry.pass(resource, 0);
    }
    if (passReaders.length > 0) {
      entry.seen(passCell(resource.node(), entry, nowNanos / NANOS_PER_MS));
    }
    if (entry.inbound()) {
      Check system = inbound.plan().firstBlock(entry, nowNanos);
      if (system != null) {
        return block(resource, entry, inbound, system);
      }
    }
    long wait = 0;
    for (int i = 0; i < checks.length; i++) {
      long found = checks[i].check(entry, nowNanos);
      if (found < 0) {
        refuse(entry, nowNanos, i);
        return block(resource, entry, inbound, checks[i]);
      }
      wait += found;
    }
    Check late = admit(resource.node(), entry, nowNanos);
    if (late != null) {
      refuse(entry, nowNanos, checks.length);
      return block(resource, entry, inbound, late);
    }
    if (entry.inbound()) {
      StatNode node = inbound.node();
      node.pass(nowNanos / NANOS_PER_MS, entry.batch(), node.run());
    }
    return entry.pass(resource, wait);
  }

  /** Whether calls like this one may be counted before they come: of who has met another. */
  private boolean isAhead(Entry entry) {
    return entry.number() != 0 && looksAtPasses && !entry.inbound() && entry.batch() == 1;
  }

  private boolean passedAhead(StatNode node, Entry entry, long nowMs) {
    Lanes lanes = node.lanes();
    if (lanes == null || !lanes.passedAhead(entry.number(), nowMs, number)) {
      return false;
    }
    StatNode lane = node.lane(entry.number());
    entry.running(lane, lane.run());
    lane.peak(nowMs, entry.running());
    return true;
  }

  /** Counts this call and some that are yet to come; false when it has counted none. */
  private boolean passAhead(StatNode node, Entry entry, long nowNanos) {
    Lanes lanes = node.lanes();
    if (lanes == null || !isAhead(entry)) {
      return false;
    }
    long more = ahead(nowNanos, PART_AHEAD * Lanes.MOST_AHEAD) / PART_AHEAD;
    long nowMs = nowNanos / NANOS_PER_MS;
    return more > 0 && lanes.tryPassAhead(entry.number(), nowMs, entry.seen(), more, number);
  }

  /** Who was refused last time is likely to be refused again, and then writes nothing there. */
  private static long passCell(StatNode node, Entry entry, long nowMs) {
    return entry.verdict() == Verdict.BLOCK ? node.passCell(nowMs) : node.takePassCell(nowMs);
  }

  private @Nullable Check firstBlock(Entry entry, long nowNanos) {
    for (Check check : checks) {
      if (check.check(entry, nowNanos) < 0) {
        return check;
      }
    }
    return null;
  }

  /** Counts the call everywhere; gives the check that it does not fit any more, or null. */
  private @Nullable Check admit(StatNode node, Entry entry, long nowNanos) {
    for (int i = 0; i < admitting.length; i++) {
      if (!admitting[i].admit(entry, nowNanos)) {
        withdraw(entry, nowNanos, i);
        return admitting[i];
      }
    }
    Check late = run(node, entry);
    if (late == null) {
      late = pass(node, entry, nowNanos);
      if (late != null) {
        entry.counted(node).leave();
      }
    }
    if (late != null) {
      withdraw(entry, nowNanos, admitting.length);
    }
    return late;
  }

  private @Nullable Check run(StatNode node, Entry entry) {
    if (concurrencyReaders.length == 0) {
      StatNode lane = node.lane(entry.number());
      entry.running(lane, lane.run());
      return null;
    }
    long seen;
    long running;
    do {
      seen = node.runCell();
      running = node.concurrencyWith(seen);
      for (Check reader : concurrencyReaders) {
        if (!reader.fitsBeside(running, entry)) {
          return reader;
        }
      }
    } while (!node.tryRun(seen));
    entry.running(node, running + 1);
    return null;
  }

  private @Nullable Check pass(StatNode node, Entry entry, long nowNanos) {
    long nowMs = nowNanos / NANOS_PER_MS;
    if (passReaders.length == 0) {
      entry.seen(node.takePassCell(nowMs));
    }
    while (!passAhead(node, entry, nowNanos) && !node.tryPass(nowMs, entry.seen(), entry.batch())) {
      meet(node, entry);
      entry.seen(node.takePassCell(nowMs));
      for (Check reader : passReaders) {
        if (!reader.fits(entry, nowNanos)) {
          return reader;
        }
      }
    }
    entry.counted(node).peak(nowMs, entry.running());
    return null;
  }

  private static void meet(StatNode node, Entry entry) {
    node.widen();
    entry.met();
  }

  private void withdraw(Entry entry, long nowNanos, int count) {
    for (int i = 0; i < count; i++) {
      admitting[i].withdraw(entry, nowNanos);
    }
  }

  /** Tells the first so many checks, which had let the call through. */
  private void refuse(Entry entry, long nowNanos, int count) {
    if (refuses) {
      for (int i = 0; i < count; i++) {
        checks[i].refused(entry, nowNanos);
      }
    }
  }

  private static Verdict block(Resource resource, Entry entry, Inbound inbound, Check by) {
    long nowMs = entry.startNanos() / NANOS_PER_MS;
    StatNode node = resource.node();
    if (!node.lane(entry.number()).block(nowMs, entry.batch())) {
      meet(node, entry);
    }
    if (entry.inbound()) {
      inbound.node().block(nowMs, entry.batch());
    }
    return entry.block(by.rule());
  }

  /** How many of so many more calls fit at this moment by all checks; none is counted. */
  public long fitting(long nowNanos, long count) {
    long fit = count;
    for (Check check : checks) {
      fit = Math.min(fit, check.fitting(nowNanos, fit));
    }
    return fit;
  }

  /** How many of so many more calls all checks let through ahead, without being asked. */
  public long ahead(long nowNanos, long count) {
    long fit = count;
    for (Check check : checks) {
      fit = Math.min(fit, check.ahead(nowNanos, fit));
    }
    return fit;
  }

  /** Whether the end of a call matters to a check at once. */
  public boolean matters(long rtMs, boolean error) {
    for (Check check : completing) {
      if (check.matters(rtMs, error)) {
        return true;
      }
    }
    return false;
  }

  /** Calls have ended that were let through ahead: tells all checks. */
  public void ended(long nowNanos, long count, long rtMs, boolean error) {
    for (Check check : completing) {
      check.ended(nowNanos, count, rtMs, error);
    }
  }

  /** Calls are in the statistics that did not ask one by one: tells all checks. */
  public void passed(long nowNanos, long count) {
    for (Check check : checks) {
      check.passed(nowNanos, count);
    }
  }

  /**
   * Counts the end of a call of a resource that this is the plan of; the entry stays inside.
   *
   * @param entry which is inside that resource; else nothing happens
   * @param error whether it failed
   */
  public void complete(Entry entry, Inbound inbound, long nowNanos, boolean error) {
    Resource resource = entry.resource();
    if (resource == null) {
      return;
    }
    long nowMs = nowNanos / NANOS_PER_MS;
    long rtMs = Math.max(0, nowMs - entry.startNanos() / NANOS_PER_MS);
    entry.counted(resource.node()).complete(nowMs, entry.batch(), rtMs, error);
    if (entry.inbound()) {
      inbound.node().complete(nowMs, entry.batch(), rtMs, error);
    }
    for (Check check : completing) {
      check.completed(entry, nowNanos, rtMs, error);
    }
  }

  /**
   * Counts the end of a call that never came to where it was meant to go, so that it is running no
   * more and nothing else; the entry stays inside.
   *
   * @param entry which is inside the resource that this is the plan of; else nothing happens
   */
  public void abandon(Entry entry, long nowNanos) {
    Resource resource = entry.resource();
    if (resource == null) {
      return;
    }
    entry.counted(resource.node()).leave();
    for (Check check : completing) {
      check.abandoned(entry, nowNanos);
    }
  }
}
