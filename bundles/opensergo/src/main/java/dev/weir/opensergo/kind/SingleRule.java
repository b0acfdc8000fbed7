package dev.weir.opensergo.kind;

import dev.weir.rule.Rule;
import java.util.List;
import java.util.function.Function;

/**
 * The binding of an object that is one rule.
 *
 * @param id of the rule
 * @param references to other objects
 * @param rule makes the rule from the meanings of the references
 */
record SingleRule(
    String id, List<Reference> references, Function<Function<Reference, Meaning>, Rule> rule)
    implements Binding {

  @Override
  public int size() {
    return 1;
  }

  @Override
  public List<String> ids() {
    return List.of(id);
  }

  @Override
  public List<Rule> rules(Function<Reference, Meaning> found) {
    return List.of(rule.apply(found));
  }
}
