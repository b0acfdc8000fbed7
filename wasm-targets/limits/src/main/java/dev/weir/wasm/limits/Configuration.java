package dev.weir.wasm.limits;

import dev.weir.rule.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin configuration says.
 *
 * @param revision of the rule set
 * @param firstError HTTP statuses from this one on are failures
 * @param definitions of resources
 * @param rules in order of precedence; of a large set those that cannot be divided by resource
 * @param sharding the others; null where there are none
 */
record Configuration(
    long revision,
    int firstError,
    Definitions definitions,
    List<Rule> rules,
    @Nullable Sharding sharding) {

  /** Statuses from this one on are failures where nothing else is said. */
  static final int SERVER_ERRORS = 500;
}
