package dev.weir.wasm.limits;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;

/** How rules that a filter knows are enforced. */
final class Policies {

  private Policies() {}

  static Policy of(Rule rule) {
    if (rule instanceof FlowRule flow) {
      return flow.policy();
    }
    if (rule instanceof CircuitBreakerRule breaker) {
      return breaker.policy();
    }
    if (rule instanceof HotspotRule hotspot) {
      return hotspot.policy();
    }
    return rule instanceof IsolationRule isolation ? isolation.policy() : Policy.DEFAULT;
  }
}
