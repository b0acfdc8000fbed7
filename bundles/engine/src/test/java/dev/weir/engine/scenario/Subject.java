package dev.weir.engine.scenario;

import dev.weir.rule.RuleSet;
import java.util.List;

/** An engine under test, with a clock that the scenario sets. */
public interface Subject {

  /** Sets the engine up with options, which are named as those of the engine; before all else. */
  default void options(List<String> names) {
    if (!names.isEmpty()) {
      throw new UnsupportedOperationException("options " + names);
    }
  }

  /** Puts rules in force. */
  void load(RuleSet rules);

  /** Sets the clock, in milliseconds since the epoch. */
  void setMillis(long millis);

  /** Decides one call: the id of the rule that blocks it, or an empty string for a pass. */
  String enter(String resource);

  /** Decides one call with all that it brings; as {@link #enter}. */
  default String decide(Call call) {
    if (!call.equals(Call.of(call.resource()))) {
      throw new UnsupportedOperationException("calls like " + call);
    }
    return enter(call.resource());
  }

  /** Whether {@link #enter} knows which rule blocks; else it answers {@code "?"}. */
  default boolean namesRules() {
    return true;
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

  /** Answers a question, as {@link Questions} does. */
  default String ask(String question) {
    throw new UnsupportedOperationException("questions");
  }
}
