package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.Fallback;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of Weir's own kinds that say how a rule is enforced: {@code limitMode}, {@code
 * shadow}, and what a blocked caller gets, as the name of an action or written out.
 *
 * @param mode over what the rule counts
 * @param shadow whether it only counts what it would block
 * @param action the named action; null for none
 * @param written the answer that is written out; null for none
 */
record PolicyFields(
    LimitMode mode, boolean shadow, @Nullable Reference action, @Nullable Fallback written) {

  private static final String ACTION = "fallbackAction";
  private static final String WRITTEN = "fallback";

  static PolicyFields read(Fields spec, Meta meta) {
    LimitMode mode = spec.optional("limitMode").map(LimitModes::read).orElse(LimitMode.LOCAL);
    boolean shadow = spec.optional("shadow").map(Field::bool).orElse(false);
    Optional<Reference> action = spec.optional(ACTION).map(f -> References.action(f, meta));
    Optional<Fallback> written =
        spec.optional(WRITTEN).map(HttpRequestFallbackActionKind::description);
    if (action.isPresent() && written.isPresent()) {
      spec.refuse(WRITTEN, "is there beside " + ACTION + ": remove one");
    }
    return new PolicyFields(mode, shadow, action.orElse(null), written.orElse(null));
  }

  List<Reference> references() {
    return action == null ? List.of() : List.of(action);
  }

  Policy policy(Function<Reference, Meaning> found) {
    Fallback fallback = action == null ? written : Action.fallback(action, found);
    return new Policy(mode, shadow, fallback);
  }
}
