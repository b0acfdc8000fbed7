package dev.weir.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An immutable, numbered snapshot of all rules. It is replaced whole, never edited.
 *
 * @param revision grows by one with every change; 0 is the empty set before any source has spoken
 * @param rules in order of precedence; ids are unique
 */
public record RuleSet(long revision, List<Rule> rules) {

  /**
   * Most rules that are enforced at once, of all sources together: every plane has room for so
   * many.
   */
  public static final int MAX_RULES = 10_000;

  /** No rules. */
  public static final RuleSet EMPTY = new RuleSet(0, List.of());

  public RuleSet {
    rules = List.copyOf(rules);
    Set<String> ids = new HashSet<>();
    for (Rule rule : rules) {
      if (!ids.add(rule.id())) {
        throw new InvalidRuleException("id", "must be unique, '" + rule.id() + "' is there twice");
      }
    }
  }
}
