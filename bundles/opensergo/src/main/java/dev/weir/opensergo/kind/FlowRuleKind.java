package dev.weir.opensergo.kind;

import dev.weir.opensergo.sentinel.SentinelKind;
import dev.weir.opensergo.tree.Fields;

/** Weir's {@code FlowRule}: a limit on one resource in one object, with Sentinel's field names. */
final class FlowRuleKind implements Kind {

  @Override
  public String apiVersion() {
    return Kinds.WEIR;
  }

  @Override
  public String name() {
    return "FlowRule";
  }

  @Override
  public Meaning read(Meta meta, Fields object) {
    Fields spec = object.required("spec", "the rule's fields").object();
    return WeirRules.flat(SentinelKind.FLOW, meta, spec);
  }
}
