package dev.weir.engine;

import dev.weir.rule.FlowRule;

/** What becomes of one call. Instances are made when rules are loaded, never per decision. */
public sealed interface Decision permits Decision.Pass, Decision.Block {

  /** Every pass. */
  Pass PASS = new Pass();

  /** The call goes on. */
  record Pass() implements Decision {}

  /**
   * The call is refused.
   *
   * @param rule the first rule that had no room
   */
  record Block(FlowRule rule) implements Decision {}
}
