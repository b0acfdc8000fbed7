package dev.weir.manager.placement;

import dev.weir.rule.HttpResource;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import java.util.HashSet;
import java.util.Set;

/** The resources that a set defines, and which of its rules cannot be enforced for want of one. */
final class Definitions {

  private final Set<String> names = new HashSet<>();
  private final Set<String> ids = new HashSet<>();

  /** Those of a set: as many as may be in force, in its order. */
  Definitions(RuleSet set) {
    for (Rule rule : set.rules()) {
      if (rule instanceof HttpResource && ids.size() < HttpResource.MAX_DEFINITIONS) {
        names.add(rule.resource());
        ids.add(rule.id());
      }
    }
  }

  /** Why no hook can enforce a rule; empty when one may. */
  String fault(Rule rule) {
    if (rule instanceof HttpResource) {
      return ids.contains(rule.id())
          ? ""
          : "there are more than " + HttpResource.MAX_DEFINITIONS + " HttpResources";
    }
    return HttpResource.isName(rule.resource()) && !names.contains(rule.resource())
        ? "no HttpResource says which requests " + rule.resource() + " has"
        : "";
  }
}
