package dev.weir.engine.call;

import dev.weir.rule.InvalidRuleException;

/**
 * Compiles the pattern of a rule that is for all resources whose name matches. An interface, so
 * that a filter that has no such rules does not carry what compiles them.
 */
@FunctionalInterface
public interface Patterns {

  /** Refuses rules with a pattern. */
  Patterns NONE =
      pattern -> {
        throw new InvalidRuleException(
            "regex", "needs an engine with patterns, which this one has not: '" + pattern + "'");
      };

  /**
   * Compiles.
   *
   * @throws IllegalArgumentException when it is no pattern; the message says why and where
   */
  Names compile(String pattern);
}
