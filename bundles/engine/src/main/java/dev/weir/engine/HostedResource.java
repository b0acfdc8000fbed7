package dev.weir.engine;

import dev.weir.engine.call.BreakerListener;
import dev.weir.engine.call.Check;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Inbound;
import dev.weir.engine.call.Kind;
import dev.weir.engine.call.Options;
import dev.weir.engine.call.Plan;
import dev.weir.engine.call.Resource;
import dev.weir.engine.call.Signals;
import dev.weir.engine.call.Verdict;
import dev.weir.engine.cell.Cells;
import dev.weir.rule.Rule;
import java.util.List;

/**
 * One resource with its rules, whose state lies in cells that a host keeps elsewhere: it fills
 * them, has a call decided, and stores them again. A proxy does so with data that its workers share
 * and compare-and-swap, and decides again when the swap fails; so a limit holds over all workers.
 *
 * <p>The statistics are reduced to passes and concurrency, and to what the rules look at. What
 * cannot be in the cells, the values of hotspot rules, stays in the object. Of one thread.
 */
public final class HostedResource {

  private final Resource resource;
  private final Plan plan;
  private final Cells cells;
  private final Host host;
  private final String layout;

  /**
   * Where it is.
   *
   * @param signals figures of the host
   * @param options where Weir may differ from Sentinel
   * @param breakers who wants to hear of breakers
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
    this.host = host;
    PackedSite first = new PackedSite(name, host);
    Kinds.compile(rules, List.of(), first);
    PackedSite site = new PackedSite(first);
    List<Check> checks = Kinds.compile(rules, List.of(), site);
    this.resource = site.resource();
    this.plan = new Plan(checks);
    this.cells = site.cells();
    this.layout = layout(first.span(), cells.length(), checks);
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
      text.append('/').append(number).append('=').append(kind.layout(typed));
    }
  }

  /** Where the state lies; fill it before a call, store it after. */
  public Cells cells() {
    return cells;
  }

  /** How the cells are laid out, as text: cells of the same layout fit, whatever the thresholds. */
  public String layout() {
    return layout;
  }

  /**
   * Decides a call on what the cells hold, and changes them. May be asked again with the same entry
   * on other cells; the call before never was.
   */
  public Verdict enter(Entry entry, long nowNanos) {
    entry.forget();
    return plan.enter(resource, entry, host.inbound(), nowNanos);
  }

  /**
   * Counts the end of a call in the cells. May be asked again on other cells; {@link Entry#forget}
   * the call when they are stored.
   *
   * @param error whether it failed
   */
  public void complete(Entry entry, long nowNanos, boolean error) {
    plan.complete(entry, host.inbound(), nowNanos, error);
  }
}
