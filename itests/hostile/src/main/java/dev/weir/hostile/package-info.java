/**
 * The filters as Envoy has them, in the hands of a proxy that does everything wrong: callbacks in
 * any order and of any context, answers that are no answers, garbage for configuration. Whatever
 * comes, a module may not trap. Start at {@link dev.weir.hostile.Hostile}.
 */
@NullMarked
package dev.weir.hostile;

import org.jspecify.annotations.NullMarked;
