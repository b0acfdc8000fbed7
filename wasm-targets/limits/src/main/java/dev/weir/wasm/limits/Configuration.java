package dev.weir.wasm.limits;

import dev.weir.rule.Rule;
import java.util.List;

/**
 * What a plugin configuration says.
 *
 * @param revision of the rule set
 * @param rules in order of precedence
 */
record Configuration(long revision, List<Rule> rules) {}
