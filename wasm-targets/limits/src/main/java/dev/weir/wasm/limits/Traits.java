package dev.weir.wasm.limits;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.Rule;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
import java.util.List;

/**
 * What the rules of a resource need of a proxy, found out once so that no call pays for what they
 * do not need.
 *
 * @param deciding rules look at calls as they come; outlier rules alone do not
 * @param lasting calls must be remembered until they end
 * @param ending rules count the ends of calls
 * @param errors it matters how calls end
 * @param pacing calls may have to wait
 * @param counted rules look at passes or at how many calls are running
 * @param plain nothing but direct flow rules of compatible windows: a full window stays full until
 *     its bucket ends
 * @param shadow a rule is in shadow
 */
record Traits(
    boolean deciding,
    boolean lasting,
    boolean ending,
    boolean errors,
    boolean pacing,
    boolean counted,
    boolean plain,
    boolean shadow) {

  static Traits of(List<Rule> rules, boolean countErrors) {
    boolean deciding = false;
    boolean lasting = countErrors;
    boolean ending = false;
    boolean errors = countErrors;
    boolean pacing = false;
    boolean counted = false;
    boolean plain = true;
    boolean shadow = false;
    for (Rule rule : rules) {
      boolean breaker = rule instanceof CircuitBreakerRule;
      boolean outlier = rule instanceof OutlierRule;
      deciding |= !outlier;
      pacing |= paces(rule);
      errors |= breaker || outlier;
      lasting |= outlier;
      ending |= breaker || concurrent(rule);
      counted |= rule instanceof FlowRule || rule instanceof IsolationRule;
      plain &= outlier || isPlain(rule);
      shadow |= rule.policy().shadow();
    }
    lasting |= ending || pacing;
    return new Traits(deciding, lasting, ending, errors, pacing, counted, plain, shadow);
  }

  private static boolean paces(Rule rule) {
    if (rule instanceof FlowRule flow) {
      return flow.controlBehavior() instanceof ControlBehavior.Throttling;
    }
    return rule instanceof HotspotRule hotspot
        && hotspot.metric() instanceof HotspotRule.Metric.Qps qps
        && qps.controlBehavior() instanceof ControlBehavior.Throttling;
  }

  private static boolean concurrent(Rule rule) {
    return rule instanceof IsolationRule
        || (rule instanceof HotspotRule hotspot
            && hotspot.metric() instanceof HotspotRule.Metric.Concurrency);
  }

  static boolean isPlain(Rule rule) {
    return rule instanceof FlowRule flow
        && flow.tokenCalculation() instanceof TokenCalculation.Direct
        && flow.controlBehavior() instanceof ControlBehavior.Reject
        && flow.window() == Window.COMPATIBLE
        && !flow.isShared()
        && !flow.policy().shadow();
  }
}
