package dev.weir.engine;

import dev.weir.engine.call.Check;
import dev.weir.engine.call.Inbound;
import dev.weir.engine.call.Names;
import dev.weir.engine.call.Plan;
import dev.weir.engine.call.Resource;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the next {@link Book} beside the one in force. Resources without rules share one empty
 * plan; a resource's rules of one kind come in the set's order, those with a pattern last.
 */
final class RuleLoader {

  private final Resource inbound;
  private final ResourceSite.Surroundings surroundings;
  private Map<String, List<Rule>> rulesByName = Map.of();

  /**
   * A loader.
   *
   * @param inbound all inbound traffic together
   */
  RuleLoader(Resource inbound, ResourceSite.Surroundings surroundings) {
    this.inbound = inbound;
    this.surroundings = surroundings;
  }

  Book load(RuleSet rules, Book old) {
    Map<String, List<Rule>> byName = new HashMap<>();
    List<Book.Pattern> patterns = new ArrayList<>();
    for (Rule rule : rules.rules()) {
      Names names = Kinds.names(rule, surroundings.options().patterns());
      if (names == null) {
        continue;
      }
      String single = names.single();
      if (single == null) {
        patterns.add(new Book.Pattern(rule, names));
      } else {
        byName.computeIfAbsent(single, name -> new ArrayList<>()).add(rule);
      }
    }
    byName.keySet().forEach(surroundings.resources()::named);
    rulesByName = byName;
    Plan system = system(rules, old.inbound().plan());
    List<Plan> plans = plans(patterns, old);
    return new Book(rules.revision(), plans, new Inbound(inbound.node(), system), patterns);
  }

  private Plan system(RuleSet rules, Plan old) {
    ResourceSite site = new ResourceSite(inbound, surroundings, old.checks());
    return new Plan(Kinds.compileSystem(rules.rules(), old.checks(), site));
  }

  private List<Plan> plans(List<Book.Pattern> patterns, Book old) {
    List<Plan> plans = new ArrayList<>();
    Resources resources = surroundings.resources();
    for (int i = 0; i < resources.size(); i++) {
      Resource resource = resources.get(i);
      plans.add(plan(resource, patterns, old.plan(resource)));
    }
    return plans;
  }

  private Plan plan(Resource resource, List<Book.Pattern> patterns, Plan old) {
    List<Rule> rules = rulesByName.getOrDefault(resource.name(), List.of());
    if (!patterns.isEmpty()) {
      rules = new ArrayList<>(rules);
      for (Book.Pattern pattern : patterns) {
        if (pattern.names().match(resource.name())) {
          rules.add(pattern.rule());
        }
      }
    }
    if (rules.isEmpty()) {
      return Plan.EMPTY;
    }
    List<Check> checks = old.checks();
    return new Plan(Kinds.compile(rules, checks, new ResourceSite(resource, surroundings, checks)));
  }

  /** The book with a plan for a resource that nobody can find yet. */
  Book add(Resource made, Book old) {
    Plan plan = plan(made, old.patterns(), Plan.EMPTY);
    return plan == Plan.EMPTY ? old : old.with(made, plan);
  }
}
