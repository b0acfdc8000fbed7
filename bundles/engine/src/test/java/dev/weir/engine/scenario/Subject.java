package dev.weir.engine.scenario;

import dev.weir.rule.RuleSet;

/** An engine under test, with a clock that the scenario sets. */
public interface Subject {

  /** Puts rules in force. */
  void load(RuleSet rules);

  /** Sets the clock, in milliseconds since the epoch. */
  void setMillis(long millis);

  /** Decides one call: the id of the rule that blocks it, or an empty string for a pass. */
  String enter(String resource);

  /** Whether {@link #enter} knows which rule blocks; else it answers {@code "?"}. */
  default boolean namesRules() {
    return true;
  }
}
