package dev.weir.opensergo.sentinel;

import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.InvalidRuleException;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import java.util.Optional;
import java.util.function.Supplier;

/** What a rule says, without saying of what: all but its id, its resource and its policy. */
@FunctionalInterface
public interface Draft {

  /** The rule. Does not throw for a subject of {@link Subject#read}. */
  Rule rule(Subject subject, Policy policy);

  /**
   * A draft that makes rules.
   *
   * @param fields where its values come from: one of them that a record refuses is reported there;
   *     a draft of stand-ins is not made at all
   * @param draft makes it; may throw what records throw
   */
  static Optional<Draft> of(Fields fields, Supplier<Draft> draft) {
    if (!fields.sound()) {
      return Optional.empty();
    }
    try {
      Draft made = draft.get();
      made.rule(Subject.SAMPLE, Policy.DEFAULT);
      return Optional.of(made);
    } catch (InvalidRuleException e) {
      String message = String.valueOf(e.getMessage());
      fields.refuse(e.field(), message.substring(e.field().length() + 1));
      return Optional.empty();
    }
  }
}
