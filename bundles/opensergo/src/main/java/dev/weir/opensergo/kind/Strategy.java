package dev.weir.opensergo.kind;

import dev.weir.rule.Fallback;
import dev.weir.rule.Rule;
import org.jspecify.annotations.Nullable;

/** How a resource is limited, without saying which: the strategies of OpenSergo. */
@FunctionalInterface
public non-sealed interface Strategy extends Meaning {

  /** The rule that applies this strategy to one resource. */
  Rule rule(String id, String resource, @Nullable Fallback fallback);
}
