package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.TrafficRule;
import java.util.List;
import java.util.Optional;

/** Weir's {@code TrafficRule}: connections or packets to a port, limited in the kernel. */
final class TrafficRuleKind implements Kind {

  @Override
  public String apiVersion() {
    return Kinds.WEIR;
  }

  @Override
  public String name() {
    return "TrafficRule";
  }

  @Override
  public Meaning read(Meta meta, Fields object) {
    Fields spec = object.required("spec", "the rule's fields").object();
    String id = Ids.read(spec, meta);
    Optional<TrafficRule> rule = TrafficFields.read(spec, id);
    spec.refuseOthers();
    return rule.isPresent()
        ? new SingleRule(id, List.of(), found -> rule.get())
        : new Meaning.Nothing();
  }
}
