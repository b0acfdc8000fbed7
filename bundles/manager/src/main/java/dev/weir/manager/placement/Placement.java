package dev.weir.manager.placement;

import dev.weir.hook.Ability;
import dev.weir.hook.Plane;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which hook enforces which rule: of the hooks that say they can, the one on the cheapest plane,
 * and on one plane the first by name; a system rule and a pattern all of them.
 *
 * @param revision of the set
 * @param decisions one per rule, in the set's order
 * @param slices what each hook gets; a hook without rules has an empty slice
 */
public record Placement(long revision, List<Decision> decisions, Map<String, RuleSet> slices) {

  /**
   * A hook as placement sees it.
   *
   * @param name its name
   * @param plane where it sits
   * @param judge its opinion of a rule
   */
  public record Candidate(String name, Plane plane, Function<Rule, Ability> judge) {}

  /**
   * What became of a rule.
   *
   * @param rule the rule
   * @param hook who enforces it; empty for nobody
   * @param reason a note, or why nobody does
   */
  public record Decision(Rule rule, String hook, String reason) {

    /** The same, with hooks that enforce it too. */
    private Decision also(List<String> hooks) {
      String also = "also " + String.join(", ", hooks);
      return new Decision(rule, hook, reason.isEmpty() ? also : also + "; " + reason);
    }
  }

  /** Nothing placed. */
  public static Placement empty() {
    return new Placement(0, List.of(), Map.of());
  }

  /** What a hook gets; no rules for one that is not placed. */
  public RuleSet slice(String hook) {
    return slices.getOrDefault(hook, RuleSet.EMPTY);
  }

  /** Places a set on the hooks that there are; one that is not attached judges so. */
  public static Placement of(RuleSet set, List<Candidate> hooks) {
    List<Candidate> cheapestFirst = new ArrayList<>(hooks);
    cheapestFirst.sort(Comparator.comparing(Candidate::plane).thenComparing(Candidate::name));
    Map<String, List<Rule>> taken = new LinkedHashMap<>();
    cheapestFirst.forEach(candidate -> taken.put(candidate.name(), new ArrayList<>()));
    List<Decision> decisions = new ArrayList<>();
    Definitions definitions = new Definitions(set);
    for (Rule rule : set.rules()) {
      String fault = definitions.fault(rule);
      Decision decision =
          fault.isEmpty() ? place(rule, cheapestFirst) : new Decision(rule, "", fault);
      List<String> beside = beside(decision, cheapestFirst);
      decisions.add(beside.isEmpty() ? decision : decision.also(beside));
      if (!decision.hook().isEmpty()) {
        taken.computeIfAbsent(decision.hook(), hook -> new ArrayList<>()).add(rule);
      }
      beside.forEach(hook -> taken.computeIfAbsent(hook, name -> new ArrayList<>()).add(rule));
    }
    Map<String, RuleSet> slices = new LinkedHashMap<>();
    taken.forEach((hook, rules) -> slices.put(hook, new RuleSet(set.revision(), rules)));
    return new Placement(set.revision(), List.copyOf(decisions), slices);
  }

  /** Of a rule that is for all hooks: those that enforce it beside the one that was found. */
  private static List<String> beside(Decision decision, List<Candidate> hooks) {
    List<String> names = new ArrayList<>();
    if (decision.rule().isForAllHooks() && !decision.hook().isEmpty()) {
      for (Candidate candidate : hooks) {
        if (!candidate.name().equals(decision.hook())
            && candidate.judge().apply(decision.rule()) instanceof Ability.Able) {
          names.add(candidate.name());
        }
      }
    }
    return names;
  }

  private static Decision place(Rule rule, List<Candidate> cheapestFirst) {
    StringBuilder reasons = new StringBuilder();
    for (Candidate candidate : cheapestFirst) {
      Ability ability = candidate.judge().apply(rule);
      if (ability instanceof Ability.Able able) {
        return new Decision(rule, candidate.name(), able.note());
      }
      if (ability instanceof Ability.Unable unable) {
        reasons.append(reasons.isEmpty() ? "" : "; ");
        reasons.append(candidate.name()).append(": ").append(unable.reason());
      }
    }
    return new Decision(rule, "", reasons.isEmpty() ? "no hook is installed" : reasons.toString());
  }
}
