package dev.weir.engine;

import dev.weir.engine.call.Check;
import dev.weir.engine.call.Entry;
import dev.weir.engine.cell.Cells;
import dev.weir.engine.cell.Region;
import dev.weir.engine.cell.StatNode;
import dev.weir.engine.system.SystemKind;
import dev.weir.rule.SystemRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All inbound traffic together under its system rules, with statistics in cells that a host keeps
 * elsewhere, as it does those of a {@link HostedResource}: it fills them, has a call counted or
 * refused, and stores them again. Nothing is remembered besides, so what was not stored never was.
 *
 * <p>A call is counted when it is let in, so that no other can take its place; when a rule of its
 * resource then refuses it, {@link #takeBack}. Of one thread.
 */
public final class HostedInbound {

  private static final long NANOS_PER_MS = 1_000_000;

  private final Cells cells = new Cells(StatNode.fullCells());
  private final StatNode node = StatNode.full(new Region(cells, 0, cells.length()));
  private final Entry asked = new Entry();
  private final SystemRule[] rules;
  private final Check[] checks;
  private int shadowed;

  /**
   * Compiles system rules.
   *
   * @param rules in order of precedence
   */
  public HostedInbound(List<SystemRule> rules, HostedResource.Host host) {
    SystemKind kind = new SystemKind();
    InboundSite site = new InboundSite(node, host);
    this.rules = rules.toArray(new SystemRule[0]);
    this.checks = new Check[this.rules.length];
    for (int i = 0; i < checks.length; i++) {
      checks[i] = kind.compile(this.rules[i], site, null);
    }
  }

  /** Where the statistics lie; fill them before a call, store them after. */
  public Cells cells() {
    return cells;
  }

  /**
   * Counts a call that comes in, unless a rule refuses it; then nothing was changed.
   *
   * @param nowNanos since the epoch
   * @return the rule that refuses it, or null
   */
  public @Nullable SystemRule enter(long nowNanos) {
    shadowed = 0;
    for (int i = 0; i < checks.length; i++) {
      if (checks[i].check(asked, nowNanos) == Check.BLOCK) {
        if (!rules[i].policy().shadow()) {
          return rules[i];
        }
        shadowed++;
      }
    }
    node.pass(nowNanos / NANOS_PER_MS, 1, node.run());
    return null;
  }

  /** How many rules in shadow would have refused the call that was asked for last. */
  public int shadowed() {
    return shadowed;
  }

  /** A call that was counted then is refused by a rule of its resource: it never came in. */
  public void takeBack(long enteredNanos) {
    node.leave();
    node.takeBack(enteredNanos / NANOS_PER_MS, 1);
  }

  /** A call has ended that was counted then. */
  public void complete(long enteredNanos, long nowNanos) {
    long nowMs = nowNanos / NANOS_PER_MS;
    node.complete(nowMs, 1, Math.max(0, nowMs - enteredNanos / NANOS_PER_MS), false);
  }
}
