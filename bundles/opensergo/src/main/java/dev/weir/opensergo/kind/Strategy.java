package dev.weir.opensergo.kind;

import dev.weir.rule.Fallback;
import dev.weir.rule.Rule;
import org.jspecify.annotations.Nullable;

/** How a resource is limited, without saying which: the strategies of OpenSergo. */
@FunctionalInterface
public non-sealed interface Strategy extends Meaning {

  /** The rule that applies this strategy to one resource. */
  Rule rule(String id, String resource, @Nullable Fallback fallback);

  /** Whether it is about the instance as a whole: one rule then stands for all targets. */
  default boolean isOfInstance() {
    return false;
  }
}
