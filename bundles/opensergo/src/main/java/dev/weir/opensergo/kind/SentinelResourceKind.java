package dev.weir.opensergo.kind;

import dev.weir.opensergo.sentinel.Dialect;
import dev.weir.opensergo.sentinel.Draft;
import dev.weir.opensergo.sentinel.SentinelKind;
import dev.weir.opensergo.sentinel.Subject;
import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of {@code datasource.sentinel.io}: a list of rules of one kind. The id of a rule is {@code
 * namespace/name/kind/id}; without an id {@code namespace/name/kind/resource/n}, as in Sentinel's
 * JSON.
 *
 * @param name {@code FlowRules}
 * @param kind of its rules
 */
record SentinelResourceKind(String name, SentinelKind kind) implements Kind {

  @Override
  public String apiVersion() {
    return Kinds.SENTINEL;
  }

  @Override
  public Binding read(Meta meta, Fields object) {
    List<Rule> rules = new ArrayList<>();
    Optional<Fields> spec = object.optional("spec").map(Field::object);
    if (spec.isPresent()) {
      Map<String, Integer> unnamed = new HashMap<>();
      spec.get()
          .optional("rules")
          .map(list -> list.items(0))
          .orElse(List.of())
          .forEach(item -> rule(item, meta, unnamed).ifPresent(rules::add));
      spec.get().refuseOthers();
    }
    return new RuleList(rules);
  }

  private Optional<Rule> rule(Field item, Meta meta, Map<String, Integer> unnamed) {
    Fields fields = item.object();
    Subject subject = Subject.read(fields, kind);
    Optional<Draft> draft = kind.read(fields, Dialect.RESOURCE);
    fields.refuseOthers();
    if (draft.isEmpty() || !fields.sound()) {
      return Optional.empty();
    }
    String id = meta + "/" + kind.idOf(subject, unnamed);
    return Optional.of(draft.get().rule(subject.named(id), Policy.DEFAULT));
  }

  /**
   * The binding of an object that lists its rules.
   *
   * @param rules complete
   */
  private record RuleList(List<Rule> rules) implements Binding {
    @Override
    public int size() {
      return rules.size();
    }

    @Override
    public List<String> ids() {
      return rules.stream().map(Rule::id).toList();
    }

    @Override
    public List<Reference> references() {
      return List.of();
    }

    @Override
    public List<Rule> rules(Function<Reference, Meaning> found) {
      return rules;
    }
  }
}
