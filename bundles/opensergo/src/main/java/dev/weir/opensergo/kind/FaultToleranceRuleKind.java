package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * OpenSergo's {@code FaultToleranceRule}: each of its strategies on each of its targets. {@code
 * selector} picks the instances of a service in Kubernetes; one Weir is one instance, so it is
 * accepted and has no effect.
 */
final class FaultToleranceRuleKind implements Kind {

  private static final int MAX_RESOURCE = 1024;

  private final List<String> strategies;

  /**
   * @param strategies names of the kinds that give a {@link Strategy}
   */
  FaultToleranceRuleKind(List<String> strategies) {
    this.strategies = List.copyOf(strategies);
  }

  @Override
  public String apiVersion() {
    return Kinds.OPENSERGO;
  }

  @Override
  public String name() {
    return "FaultToleranceRule";
  }

  @Override
  public Binding read(Meta meta, Fields object) {
    Fields spec = object.required("spec", "the rule's fields").object();
    List<String> targets = targets(spec.required("targets", "a list of targetResourceName"));
    List<Reference> references =
        strategies(spec.required("strategies", "a list of strategy names"), meta);
    Reference action =
        spec.optional("fallbackAction").map(f -> References.action(f, meta)).orElse(null);
    spec.optional("selector").ifPresent(Field::object);
    spec.refuseOthers();
    return new Product(meta, targets, references, action);
  }

  private static List<String> targets(Field field) {
    Map<String, Field> targets = new LinkedHashMap<>();
    for (Field item : field.items(1)) {
      Fields target = item.object();
      Field resource = target.required("targetResourceName", "a resource such as GET:/orders");
      target.refuseOthers();
      if (targets.putIfAbsent(resource.text(MAX_RESOURCE), resource) != null) {
        resource.refuse("is a target of this rule already");
      }
    }
    return List.copyOf(targets.keySet());
  }

  private List<Reference> strategies(Field field, Meta meta) {
    Map<String, Reference> references = new LinkedHashMap<>();
    for (Field item : field.items(1)) {
      Reference reference = References.object(item, meta, strategies);
      String key = reference.target().name() + " " + reference.kinds();
      if (references.putIfAbsent(key, reference) != null) {
        reference.field().refuse("is a strategy of this rule already");
      }
    }
    return List.copyOf(references.values());
  }
}
