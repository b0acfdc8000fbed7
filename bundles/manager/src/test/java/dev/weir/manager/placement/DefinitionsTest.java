package dev.weir.manager.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Ability;
import dev.weir.hook.Plane;
import dev.weir.manager.placement.Placement.Candidate;
import dev.weir.manager.placement.Placement.Decision;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HttpResource;
import dev.weir.rule.Policy;
import dev.weir.rule.RequestMatch;
import dev.weir.rule.RequestMatch.Condition;
import dev.weir.rule.RequestMatch.Part;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules on resources that have to be defined. */
final class DefinitionsTest {

  private static final Candidate ALL = new Candidate("all", Plane.PROXY, rule -> Ability.yes());

  private static HttpResource definition(String id, String name) {
    Condition condition =
        new Condition(Part.METHOD, "", new RequestMatch.Test.OneOf(List.of("GET")));
    return new HttpResource(id, name, List.of(new RequestMatch(List.of(condition))));
  }

  private static List<Decision> placed(Rule... rules) {
    return Placement.of(new RuleSet(1, List.of(rules)), List.of(ALL)).decisions();
  }

  @Test
  void definedResource_isEnforced() {
    FlowRule rule = FlowRule.direct("r", "http:a", 1, 1000, Policy.DEFAULT);
    assertThat(placed(rule, definition("d", "http:a")))
        .extracting(Decision::hook)
        .containsExactly("all", "all");
  }

  @Test
  void undefinedResource_isEnforcedNowhereAndSaysWhy() {
    FlowRule rule = FlowRule.direct("r", "http:b", 1, 1000, Policy.DEFAULT);
    Decision decision = placed(rule, definition("d", "http:a")).get(0);
    assertThat(decision.hook()).isEmpty();
    assertThat(decision.reason()).isEqualTo("no HttpResource says which requests http:b has");
  }

  @Test
  void moreDefinitionsThanMayBe_theLastAreNotInForce() {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i <= HttpResource.MAX_DEFINITIONS; i++) {
      rules.add(definition("d" + i, "http:" + i));
    }
    List<Decision> decisions = placed(rules.toArray(new Rule[0]));
    assertThat(decisions)
        .filteredOn(decision -> decision.hook().isEmpty())
        .extracting(decision -> decision.rule().id(), Decision::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "d" + HttpResource.MAX_DEFINITIONS,
                "there are more than " + HttpResource.MAX_DEFINITIONS + " HttpResources"));
  }
}
