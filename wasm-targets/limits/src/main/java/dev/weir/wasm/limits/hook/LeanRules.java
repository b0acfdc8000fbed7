package dev.weir.wasm.limits.hook;

import dev.weir.rule.FlowRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TokenCalculation;

/**
 * Rules that the lean build of a filter enforces: flow rules of fixed thresholds and isolation
 * rules, each for one resource that is found by its name, none of them in shadow, and so few that
 * they are read whole. What that build leaves out {@code src/main/lean/left-out.txt} says.
 */
public final class LeanRules {

  private LeanRules() {}

  /** Whether all of a slice are such rules. */
  public static boolean suffice(RuleSet slice) {
    return slice.rules().size() < ShardedJson.LEAST_RULES
        && slice.rules().stream().allMatch(LeanRules::suffices);
  }

  private static boolean suffices(Rule rule) {
    if (rule.regex() || rule.policy().shadow()) {
      return false;
    }
    return rule instanceof IsolationRule
        || (rule instanceof FlowRule flow
            && flow.tokenCalculation() instanceof TokenCalculation.Direct);
  }
}
