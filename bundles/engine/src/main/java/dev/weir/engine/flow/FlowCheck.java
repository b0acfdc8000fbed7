package dev.weir.engine.flow;

import dev.weir.engine.call.Check;
import dev.weir.engine.cell.Region;
import dev.weir.rule.FlowRule;
import org.jspecify.annotations.Nullable;

/** A flow rule, compiled, and what a rule in its place may go on with. */
abstract sealed class FlowCheck extends Check permits RejectCheck, ThrottlingCheck {

  static final long NANOS_PER_MS = 1_000_000;

  private final FlowRule rule;
  private final State state;

  /**
   * What changes.
   *
   * @param window passes that are looked at; null when none are
   * @param cells of token calculation and pace; of no length when there are none
   */
  record State(@Nullable FlowWindow window, Region cells) {}

  FlowCheck(FlowRule rule, State state) {
    this.rule = rule;
    this.state = state;
  }

  @Override
  public final FlowRule rule() {
    return rule;
  }

  final State state() {
    return state;
  }
}
