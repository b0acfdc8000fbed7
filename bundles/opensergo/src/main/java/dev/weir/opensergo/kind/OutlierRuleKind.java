package dev.weir.opensergo.kind;

import dev.weir.opensergo.sentinel.SentinelKind;
import dev.weir.opensergo.tree.Fields;

/** Weir's {@code OutlierRule}: failing nodes of a resource are taken out of use. */
final class OutlierRuleKind implements Kind {

  @Override
  public String apiVersion() {
    return Kinds.WEIR;
  }

  @Override
  public String name() {
    return "OutlierRule";
  }

  @Override
  public Meaning read(Meta meta, Fields object) {
    Fields spec = object.required("spec", "the rule's fields").object();
    return WeirRules.flat(SentinelKind.OUTLIER, meta, spec);
  }
}
