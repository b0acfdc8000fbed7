package dev.weir.engine;

import dev.weir.engine.call.BreakerListener;
import dev.weir.engine.call.Check;
import dev.weir.engine.call.Options;
import dev.weir.engine.call.Plan;
import dev.weir.engine.call.Resource;
import dev.weir.engine.call.Signals;
import dev.weir.engine.cell.StatNode;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.SystemRule;
import java.util.List;

/**
 * One rule, evaluated for a plane that decides calls by itself, such as the kernel: it is told what
 * was counted there, and says what may pass from now on. It has statistics of its own. Of one
 * thread.
 */
public final class Pilot {

  private static final long NANOS_PER_MS = 1_000_000;

  private final Engine engine;
  private final boolean system;
  private final Resource resource;
  private final StatNode node;

  /**
   * A pilot of a rule.
   *
   * @param rule of one named resource, or a system rule
   * @param breakers hears of it when the rule is a circuit breaker and changes its state
   */
  public Pilot(Rule rule, BreakerListener breakers) {
    this.engine = new Engine(() -> 0, Options.DEFAULT.withMaxResources(1), breakers);
    this.system = rule instanceof SystemRule;
    this.resource = engine.resource(rule.resource());
    this.node = system ? engine.inbound() : resource.node();
    load(rule);
  }

  /** Goes on with another rule for the same resource, with what Sentinel has it keep. */
  public void load(Rule rule) {
    engine.load(new RuleSet(engine.revision() + 1, List.of(rule)));
  }

  /** Figures of the host; set them. */
  public Signals signals() {
    return engine.signals();
  }

  /**
   * Calls came, whatever became of them there: those that the rule would have let through are
   * counted, so that it goes on as if it had decided each.
   */
  public void came(long nowNanos, long count) {
    long fit = plan().fitting(nowNanos, count);
    if (fit > 0) {
      node.pass(nowNanos / NANOS_PER_MS, fit, node.concurrency());
      plan().passed(nowNanos, fit);
    }
  }

  /** So many calls are running. */
  public void running(long calls) {
    node.running(calls);
  }

  /**
   * Calls have ended.
   *
   * @param rtMs their mean response time, in milliseconds, at least 0
   * @param error whether they failed
   */
  public void ended(long nowNanos, long count, long rtMs, boolean error) {
    if (count > 0) {
      count(nowNanos / NANOS_PER_MS, count, rtMs, error);
      for (Check check : plan().checks()) {
        check.ended(nowNanos, count, rtMs, error);
      }
    }
  }

  /** One by itself: the smallest response time is that of a call, not of a batch. */
  private void count(long nowMs, long count, long rtMs, boolean error) {
    long running = node.concurrency();
    node.complete(nowMs, 1, rtMs, error);
    if (count > 1) {
      node.complete(nowMs, count - 1, (count - 1) * rtMs, error);
    }
    node.running(running);
  }

  /**
   * What may pass in the rule's interval, from this moment on: infinity for everything, 0 for
   * nothing. Of a circuit breaker the interval is its retry timeout.
   */
  public double allowed(long nowNanos) {
    double least = Double.POSITIVE_INFINITY;
    for (Check check : plan().checks()) {
      least = Math.min(least, check.allowed(nowNanos));
    }
    return least;
  }

  private Plan plan() {
    return system ? engine.inboundPlan() : engine.plan(resource);
  }
}
