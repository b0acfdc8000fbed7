package dev.weir.wasm.limits;

import dev.weir.rule.Rule;
import java.util.List;

/**
 * What a plugin configuration says.
 *
 * @param revision of the rule set
 * @param firstError HTTP statuses from this one on are failures
 * @param rules in order of precedence
 */
record Configuration(long revision, int firstError, List<Rule> rules) {

  /** Statuses from this one on are failures where nothing else is said. */
  static final int SERVER_ERRORS = 500;
}
