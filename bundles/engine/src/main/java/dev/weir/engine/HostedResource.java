package dev.weir.engine;

import dev.weir.engine.call.BreakerListener;
import dev.weir.engine.call.Check;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Inbound;
import dev.weir.engine.call.Kind;
import dev.weir.engine.call.Options;
import dev.weir.engine.call.Plan;
import dev.weir.engine.call.Resource;
import dev.weir.engine.call.ShadowCheck;
import dev.weir.engine.call.Signals;
import dev.weir.engine.call.Verdict;
import dev.weir.engine.cell.Cells;
import dev.weir.engine.cell.StatNode;
import dev.weir.rule.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * One resource with its rules, whose state lies in cells that a host keeps elsewhere: it fills
 * them, has a call decided, and stores them again. A proxy does so with data that its workers share
 * and compare-and-swap, and decides again when the swap fails; so a limit holds over all workers,
 * and a breaker that opens in one is open in all.
 *
 * <pre>{@code
 * do {
 *   version = load(hosted.cells());
 *   verdict = hosted.enter(entry, now);     // at the end of the call: hosted.complete(…)
 * } while (!store(hosted.cells(), version));
 * hosted.commit();
 * }</pre>
 *
 * <p>Far from every limit a host may count calls before they come, and let them through without
 * loading the cells: {@link #ahead}.
 *
 * <p>In the cells: passes and concurrency, windows, paces and warm-up of flow rules, breakers with
 * all that they remember, what a rule in shadow would have blocked. In the object, once per call
 * and at {@link #commit}: the values of hotspot rules, whose table is too large to be loaded for
 * every call; statistics of inbound traffic; events of breakers. Of one thread.
 */
public final class HostedResource {

  private static final ShadowCheck[] NO_SHADOWS = {};

  private final Resource resource;
  private final Plan plan;
  private final Cells cells;
  private final Host host;
  private final Aftermath aftermath;
  private final String layout;
  private final int statistics;
  private final ShadowCheck[] shadows;
  private final Ahead ahead;

  /**
   * Where it is.
   *
   * @param signals figures of the host
   * @param options where Weir may differ from Sentinel
   * @param breakers hears of a breaker that has changed its state in a call of this object, when
   *     the call is committed
   * @param inbound the statistics over all inbound traffic, and the system rules
   */
  public record Host(Signals signals, Options options, BreakerListener breakers, Inbound inbound) {}

  /**
   * Compiles the rules of one resource.
   *
   * @param rules in order of precedence; those of other kinds are left out
   * @throws IllegalArgumentException when a rule looks at another resource
   */
  public HostedResource(String name, List<Rule> rules, Host host) {
    this(name, rules, host, List.of());
  }

  private HostedResource(String name, List<Rule> rules, Host host, List<Check> old) {
    this.host = host;
    PackedSite first = new PackedSite(name, host);
    Kinds.compile(rules, old, first);
    PackedSite site = new PackedSite(first);
    List<Check> checks = Kinds.compile(rules, old, site);
    this.resource = site.resource();
    this.plan = new Plan(checks);
    this.cells = site.cells();
    this.aftermath = site.aftermath();
    this.layout = layout(first.span(), cells.length(), checks);
    this.statistics = StatNode.reducedCells(first.span());
    this.shadows = shadows(checks);
    this.ahead = new Ahead(resource, plan, aftermath);
  }

  /**
   * The resource under other rules, which go on with what this object's have in cells of their own
   * and of values, as far as an engine's would; its passes are those that the host loads. A call
   * ends where it entered: this object is good for that still.
   */
  public HostedResource next(List<Rule> rules) {
    return new HostedResource(resource.name(), rules, host, plan.checks());
  }

  private static ShadowCheck[] shadows(List<Check> checks) {
    List<ShadowCheck> shadows = new ArrayList<>();
    for (Check check : checks) {
      if (check instanceof ShadowCheck shadow) {
        shadows.add(shadow);
      }
    }
    return shadows.isEmpty() ? NO_SHADOWS : shadows.toArray(NO_SHADOWS);
  }

  private static String layout(int span, int length, List<Check> checks) {
    StringBuilder text = new StringBuilder().append(span).append(':').append(length);
    for (Check check : checks) {
      for (int kind = 0; kind < Kinds.IN_ORDER.size(); kind++) {
        append(kind, Kinds.IN_ORDER.get(kind), check.rule(), text);
      }
    }
    return text.toString();
  }

  private static <R extends Rule> void append(
      int number, Kind<R> kind, Rule rule, StringBuilder text) {
    if (kind.type().isInstance(rule)) {
      R typed = kind.type().cast(rule);
      if (kind.layout(typed).isEmpty() && !typed.policy().shadow()) {
        return;
      }
      text.append('/').append(number).append(typed.policy().shadow() ? '~' : '=');
      text.append(kind.layout(typed));
    }
  }

  /** Where the state lies; fill it before a call, store it after. */
  public Cells cells() {
    return cells;
  }

  /** How many of the cells, from the first on, are the statistics: passes and concurrency. */
  public int statistics() {
    return statistics;
  }

  /** Blocks that rules in shadow would have given, as the cells have it; a batch is so many. */
  public long shadowBlocks() {
    long blocks = 0;
    for (int i = 0; i < shadows.length; i++) {
      blocks += shadows[i].blocked();
    }
    return blocks;
  }

  /** About how many bytes the values of hotspot rules take. */
  public long valueBytes() {
    return aftermath.valueBytes();
  }

  /** How the cells are laid out, as text: cells of the same layout fit, whatever the thresholds. */
  public String layout() {
    return layout;
  }

  /**
   * Decides a call on what the cells hold, and changes them. May be asked again with the same entry
   * on other cells: the call before never was. When the cells are stored, or the host goes on
   * without storing them, {@link #commit}.
   *
   * @param nowNanos since the epoch
   */
  public Verdict enter(Entry entry, long nowNanos) {
    aftermath.enters(entry, nowNanos);
    entry.forget();
    return plan.enter(resource, entry, aftermath.inbound(), nowNanos);
  }

  /** What is done with calls that are let through without the cells. */
  public Ahead ahead() {
    return ahead;
  }

  /**
   * Counts the end of a call in the cells. May be asked again on other cells; then {@link #commit}.
   * An entry that is not inside is left alone. It may have entered at an object that was made of
   * the same rules, which the host has let go since; then values of hotspot rules are gone too.
   *
   * @param nowNanos since the epoch
   * @param error whether it failed
   */
  public void complete(Entry entry, long nowNanos, boolean error) {
    if (entry.inside()) {
      entry.moveTo(resource);
      aftermath.ends(entry, nowNanos, error);
      plan.complete(entry, aftermath.inbound(), nowNanos, error);
    }
  }

  /**
   * As {@link #complete}, of a call that never came to where it was meant to go: it is running no
   * more, and a breaker whose probe it was waits for another.
   */
  public void abandon(Entry entry, long nowNanos) {
    if (entry.inside()) {
      entry.moveTo(resource);
      aftermath.ends(entry, nowNanos, false);
      plan.abandon(entry, nowNanos);
    }
  }

  /**
   * What was decided last holds: what does not lie in cells takes place now, and only now. A call
   * that has ended is inside no more. Twice is once.
   */
  public void commit() {
    aftermath.commit();
  }
}
