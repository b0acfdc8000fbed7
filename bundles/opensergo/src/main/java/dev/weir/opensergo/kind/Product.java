package dev.weir.opensergo.kind;

import dev.weir.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every strategy on every target. Ids and rules are made when they are asked for: a short document
 * can name a great many. A strategy of the whole instance gives one rule, under its first target.
 *
 * @param meta who the rule object is
 * @param targets resources
 * @param strategies how each is limited; each once
 * @param action what a blocked caller gets; null for the default
 */
record Product(
    Meta meta, List<String> targets, List<Reference> strategies, @Nullable Reference action)
    implements Binding {

  @Override
  public int size() {
    return (int) Math.min(Integer.MAX_VALUE, (long) targets.size() * strategies.size());
  }

  @Override
  public List<String> ids() {
    List<String> ids = new ArrayList<>();
    for (String target : targets) {
      strategies.forEach(strategy -> ids.add(id(strategy, target)));
    }
    return ids;
  }

  @Override
  public List<Reference> references() {
    List<Reference> references = new ArrayList<>(strategies);
    if (action != null) {
      references.add(action);
    }
    return references;
  }

  @Override
  public List<Rule> rules(Function<Reference, Meaning> found) {
    var fallback = Action.fallback(action, found);
    List<Rule> rules = new ArrayList<>();
    for (String target : targets) {
      for (Reference reference : strategies) {
        Strategy strategy = (Strategy) found.apply(reference);
        if (!strategy.isOfInstance() || target.equals(targets.get(0))) {
          rules.add(strategy.rule(id(reference, target), target, fallback));
        }
      }
    }
    return rules;
  }

  private String id(Reference strategy, String target) {
    return meta + "/" + label(strategy) + "/" + target;
  }

  /** The strategy's name; with its kind where two kinds have one of that name. */
  private String label(Reference strategy) {
    String name = strategy.target().name();
    long same = strategies.stream().filter(s -> s.target().name().equals(name)).count();
    return same == 1 ? name : String.join("|", strategy.kinds()) + ":" + name;
  }
}
