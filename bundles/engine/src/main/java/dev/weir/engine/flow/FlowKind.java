package dev.weir.engine.flow;

import dev.weir.engine.call.Check;
import dev.weir.engine.call.Keep;
import dev.weir.engine.call.Kind;
import dev.weir.engine.call.Site;
import dev.weir.engine.cell.Region;
import dev.weir.rule.ControlBehavior.Reject;
import dev.weir.rule.ControlBehavior.Throttling;
import dev.weir.rule.FlowRule;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.TokenCalculation.MemoryAdaptive;
import dev.weir.rule.TokenCalculation.WarmUp;
import dev.weir.rule.Window;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Flow rules; sentinel-golang core/flow/rule_manager.go. */
public final class FlowKind implements Kind<FlowRule> {

  /** Sentinel's: thresholds closer than this are equal. */
  private static final double PRECISION = 0.00000001;

  @Override
  public Class<FlowRule> type() {
    return FlowRule.class;
  }

  @Override
  public Keep keep(FlowRule was, FlowRule is) {
    boolean sameWindow =
        Objects.equals(was.refResource(), is.refResource())
            && was.statIntervalInMs() == is.statIntervalInMs()
            && was.window() == is.window();
    if (!sameWindow) {
      return Keep.NOTHING;
    }
    if (was.tokenCalculation().equals(is.tokenCalculation())
        && was.controlBehavior().equals(is.controlBehavior())
        && Math.abs(was.threshold() - is.threshold()) < PRECISION) {
      return Keep.ALL;
    }
    return readsPasses(was) && readsPasses(is) ? Keep.STATISTIC : Keep.NOTHING;
  }

  private static boolean readsPasses(FlowRule rule) {
    return rule.tokenCalculation() instanceof WarmUp || rule.controlBehavior() instanceof Reject;
  }

  /** A rule that has no cells needs none to be alike. */
  @Override
  public String layout(FlowRule rule) {
    int cells = warmUpCells(rule) + throttlingCells(rule);
    boolean compatible = rule.window() == Window.COMPATIBLE && !rule.policy().shadow();
    if (cells == 0 && compatible && FlowWindow.reusesStatistics(rule.statIntervalInMs())) {
      return "";
    }
    return rule.statIntervalInMs()
        + (rule.window() == Window.SLIDING ? "s" : "")
        + (warmUpCells(rule) > 0 ? "w" : "")
        + (throttlingCells(rule) > 0 ? "t" : "");
  }

  @Override
  public Check compile(FlowRule rule, Site site, @Nullable Check predecessor) {
    FlowCheck old = predecessor instanceof FlowCheck flow ? flow : null;
    Keep keep = old == null ? Keep.NOTHING : keep(old.rule(), rule);
    FlowWindow window = null;
    if (readsPasses(rule)) {
      window = FlowWindow.of(rule, site, old == null ? null : old.state().window(), keep);
    }
    Region cells =
        old != null && keep == Keep.ALL
            ? site.keep(old.state().cells())
            : site.allocate(warmUpCells(rule) + throttlingCells(rule));
    FlowCheck.State state = new FlowCheck.State(window, cells);
    return rule.controlBehavior() instanceof Throttling throttling
        ? throttling(rule, site, state, throttling)
        : rejecting(rule, site, state);
  }

  private static int warmUpCells(FlowRule rule) {
    return rule.tokenCalculation() instanceof WarmUp ? WarmUpTokens.CELLS : 0;
  }

  private static int throttlingCells(FlowRule rule) {
    return rule.controlBehavior() instanceof Throttling ? ThrottlingCheck.CELLS : 0;
  }

  private static Check rejecting(FlowRule rule, Site site, FlowCheck.State state) {
    FlowWindow window = state.window();
    if (window == null) {
      throw new IllegalStateException("a rejecting rule reads passes: " + rule);
    }
    return new RejectCheck(rule, state, window, tokens(rule, site, state));
  }

  private static Check throttling(
      FlowRule rule, Site site, FlowCheck.State state, Throttling throttling) {
    FlowWindow window = state.window();
    return new ThrottlingCheck(
        rule,
        state,
        new ThrottlingCheck.Pace(
            throttling,
            tokens(rule, site, state),
            window == null || window.own() == null ? null : window.passes(),
            state.cells().first() + warmUpCells(rule)));
  }

  private static Tokens tokens(FlowRule rule, Site site, FlowCheck.State state) {
    TokenCalculation calculation = rule.tokenCalculation();
    if (calculation instanceof MemoryAdaptive memory) {
      return new MemoryTokens(memory, site.signals());
    }
    if (calculation instanceof WarmUp warmUp && state.window() != null) {
      return new WarmUpTokens(rule, warmUp, state.window().passes(), state.cells());
    }
    return rule.isShared()
        ? new SharedTokens(rule, site.signals())
        : new DirectTokens(rule.threshold());
  }
}
