package dev.weir.engine;

import dev.weir.engine.call.Check;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.OnceCheck;
import dev.weir.engine.call.Plan;
import dev.weir.engine.call.Resource;
import dev.weir.engine.call.Verdict;
import dev.weir.engine.cell.StatNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls of a {@link HostedResource} that are counted in its cells before they come. Far from every
 * limit a host counts some ({@link #room}, {@link #count}), lets them through by what lies outside
 * of the cells alone ({@link #enter}), keeps their ends ({@link #complete}), and tells of them when
 * it loads the cells next ({@link #ended}); what did not come is taken out again ({@link
 * #giveBack}). Nothing here may be asked again as the resource may, but for what is said.
 */
public final class Ahead {

  private static final long NANOS_PER_MS = 1_000_000;

  private final StatNode node;
  private final Plan plan;
  private final Aftermath aftermath;
  private final Plan outside;
  private final Resource nobody;

  Ahead(Resource resource, Plan plan, Aftermath aftermath) {
    this.node = resource.node();
    this.plan = plan;
    this.aftermath = aftermath;
    List<Check> checks = new ArrayList<>();
    for (Check check : plan.checks()) {
      if (check instanceof OnceCheck once) {
        checks.add(once.inner());
      }
    }
    this.outside = checks.isEmpty() ? Plan.EMPTY : new Plan(checks);
    this.nobody = new Resource(resource.name(), Integer.MAX_VALUE, Aftermath.NOBODY);
  }

  /** How many of so many more calls may be counted ahead, as the cells are; none is counted. */
  public long room(long nowNanos, long count) {
    return plan.ahead(nowNanos, count);
  }

  /**
   * Counts calls in the cells that are to come.
   *
   * @param running of them, those that count as running from now on
   */
  public void count(long nowNanos, long passes, long running) {
    node.pass(nowNanos / NANOS_PER_MS, passes, 0);
    node.running(node.concurrency() + running);
  }

  /**
   * Takes calls out of the cells; passes that have left the statistics are gone.
   *
   * @param countedNanos when they were counted
   * @param passes that did not come
   * @param running that do not run, or no more
   */
  public void giveBack(long countedNanos, long passes, long running) {
    if (passes > 0) {
      node.takeBack(countedNanos / NANOS_PER_MS, passes);
    }
    node.running(node.concurrency() - running);
  }

  /** Decides a call that was counted, by what lies outside of the cells. */
  public Verdict enter(Entry entry, long nowNanos) {
    entry.forget();
    return outside.enter(nobody, entry, aftermath.inbound(), nowNanos);
  }

  /**
   * Ends a call that entered so, outside of the cells.
   *
   * @return whether the cells must be told of it at once, by {@link #ended}
   */
  public boolean complete(Entry entry, long nowNanos, boolean error) {
    outside.complete(entry, aftermath.inbound(), nowNanos, error);
    entry.forget();
    return plan.matters(rtMs(entry, nowNanos), error);
  }

  /** The response time of a call, in whole milliseconds as rules have it. */
  public static long rtMs(Entry entry, long nowNanos) {
    return Math.max(0, nowNanos / NANOS_PER_MS - entry.startNanos() / NANOS_PER_MS);
  }

  /** The cells were loaded: what came of those that were loaded before never was. */
  public void again() {
    aftermath.again();
  }

  /**
   * Counts ends in the cells.
   *
   * @param rtMs of each
   */
  public void ended(long nowNanos, long count, long rtMs, boolean error) {
    aftermath.telling(true);
    plan.ended(nowNanos, count, rtMs, error);
    aftermath.telling(false);
  }
}
