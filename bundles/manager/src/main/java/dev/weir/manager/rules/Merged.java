package dev.weir.manager.rules;

import dev.weir.rule.RuleSet;
import java.util.List;

/**
 * A merged set.
 *
 * @param rules the set
 * @param origins of each of its rules, in the same order
 */
public record Merged(RuleSet rules, List<Origin> origins) {

  static final Merged NONE = new Merged(RuleSet.EMPTY, List.of());

  public Merged {
    origins = List.copyOf(origins);
  }
}
