/**
 * The rule store: what every source has delivered, what of it was good, and the one merged,
 * numbered set that follows, and the sets before it. {@link dev.weir.manager.rules.RuleStore}
 * decides, and touches no plane.
 */
@NullMarked
package dev.weir.manager.rules;

import org.jspecify.annotations.NullMarked;
