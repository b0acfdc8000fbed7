package dev.weir.opensergo.kind;

import dev.weir.opensergo.sentinel.Dialect;
import dev.weir.opensergo.sentinel.Intervals;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import java.util.List;

/** Weir's {@code FlowRule}: a limit on one resource in one object, with Sentinel's field names. */
final class FlowRuleKind implements Kind {

  private static final int MAX_RESOURCE = 1024;

  @Override
  public String apiVersion() {
    return Kinds.WEIR;
  }

  @Override
  public String name() {
    return "FlowRule";
  }

  @Override
  public Binding read(Meta meta, Fields object) {
    Fields spec = object.required("spec", "the rule's fields").object();
    String id = Ids.read(spec, meta);
    String resource = spec.required("resource", "a name such as GET:/orders").text(MAX_RESOURCE);
    double threshold = spec.required("threshold", "the number of requests").number();
    int interval = Intervals.read(spec, Dialect.WEIR);
    LimitMode mode = spec.optional("limitMode").map(LimitModes::read).orElse(LimitMode.LOCAL);
    Reference action =
        spec.optional("fallbackAction").map(f -> References.action(f, meta)).orElse(null);
    spec.refuseOthers();
    return new SingleRule(
        id,
        action == null ? List.of() : List.of(action),
        found ->
            FlowRule.direct(
                id,
                resource,
                threshold,
                interval,
                Policy.of(mode, Action.fallback(action, found))));
  }
}
