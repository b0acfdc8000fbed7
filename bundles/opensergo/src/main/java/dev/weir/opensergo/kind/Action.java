package dev.weir.opensergo.kind;

import dev.weir.rule.Fallback;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a blocked caller gets.
 *
 * @param fallback the answer
 */
public record Action(Fallback fallback) implements Meaning {

  /** The answer that a rule refers to; null where it refers to none. */
  static @Nullable Fallback fallback(
      @Nullable Reference reference, Function<Reference, Meaning> found) {
    return reference == null ? null : ((Action) found.apply(reference)).fallback();
  }
}
