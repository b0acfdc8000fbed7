package dev.weir.manager.steer;

import dev.weir.engine.Pilot;
import dev.weir.rule.FlowRule;

/** A flow rule decides the calls that its hook met; memory-adaptive ones look at the host's. */
final class FlowFeed implements Feed {

  private final String rule;
  private final Growth met = new Growth();

  FlowFeed(FlowRule rule) {
    this.rule = rule.id();
  }

  @Override
  public void tell(Pilot pilot, Sights sights, Round round) {
    pilot.signals().memoryBytes(sights.host().memoryBytes());
    round.came(pilot, met.to(sights.met(rule)));
  }
}
