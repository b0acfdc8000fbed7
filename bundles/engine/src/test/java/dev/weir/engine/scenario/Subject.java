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

  /** Decides one call that comes from outside and stays inside; as {@link #enter}. */
  default String hold(String resource) {
    throw new UnsupportedOperationException("calls that stay inside");
  }

  /** Ends the call that has been inside for longest. */
  default void exit(boolean error) {
    throw new UnsupportedOperationException("calls that stay inside");
  }

  /** How long the last call has to wait, in milliseconds. */
  default double waitMillis() {
    return 0;
  }

  /** Sets a figure of the host: load, cpuUsage or memoryBytes. */
  default void signal(String name, double value) {
    throw new UnsupportedOperationException("signals of the host");
  }
}
