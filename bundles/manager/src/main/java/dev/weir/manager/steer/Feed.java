package dev.weir.manager.steer;

import dev.weir.engine.Pilot;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;

/** Tells the pilot of one rule what a round has brought. */
interface Feed {

  void tell(Pilot pilot, Sights sights, Round round);

  /** The feed of a rule; of a kind that none is known for, one that tells nothing. */
  static Feed of(Rule rule) {
    if (rule instanceof FlowRule flow) {
      return new FlowFeed(flow);
    }
    if (rule instanceof CircuitBreakerRule breaker) {
      return BreakerFeed.of(breaker);
    }
    return rule instanceof SystemRule system ? new SystemFeed(system) : (p, s, r) -> {};
  }
}
