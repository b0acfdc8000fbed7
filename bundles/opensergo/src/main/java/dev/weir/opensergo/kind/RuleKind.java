package dev.weir.opensergo.kind;

import dev.weir.opensergo.sentinel.Dialect;
import dev.weir.opensergo.sentinel.Draft;
import dev.weir.opensergo.sentinel.SentinelKind;
import dev.weir.opensergo.sentinel.Subject;
import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Weir's {@code Rule}: one rule of any of Sentinel's kinds on a resource. What it is about and how
 * it is enforced stand in {@code spec}; what it says stands in one of {@code flow}, {@code
 * circuitBreaker}, {@code hotspot}, {@code isolation} and {@code system}.
 */
final class RuleKind implements Kind {

  private static final List<SentinelKind> KINDS =
      List.of(
          SentinelKind.FLOW,
          SentinelKind.CIRCUIT_BREAKER,
          SentinelKind.HOTSPOT,
          SentinelKind.ISOLATION,
          SentinelKind.SYSTEM);
  private static final String WORDS =
      String.join(", ", KINDS.stream().map(SentinelKind::key).toList());

  @Override
  public String apiVersion() {
    return Kinds.WEIR;
  }

  @Override
  public String name() {
    return "Rule";
  }

  @Override
  public Meaning read(Meta meta, Fields object) {
    Fields spec = object.required("spec", "the rule's fields").object();
    Map<SentinelKind, Field> bodies = new EnumMap<>(SentinelKind.class);
    KINDS.forEach(kind -> spec.optional(kind.key()).ifPresent(field -> bodies.put(kind, field)));
    List<SentinelKind> kinds = List.copyOf(bodies.keySet());
    if (kinds.size() == 1) {
      return read(kinds.get(0), meta, spec, bodies.values().iterator().next());
    }
    if (kinds.isEmpty()) {
      List.of("id", "resource", "regex").forEach(spec::ignore);
      PolicyFields.read(spec, meta);
      spec.refuseOthers();
      object.refuse("spec", "must hold one of " + WORDS);
    } else {
      String first = kinds.get(0).key();
      spec.refuse(kinds.get(1).key(), "is there beside " + first + ": make it a rule of its own");
    }
    return new Meaning.Nothing();
  }

  private static Meaning read(SentinelKind kind, Meta meta, Fields spec, Field body) {
    Subject subject = WeirRules.subject(kind, meta, spec);
    PolicyFields policy = PolicyFields.read(spec, meta);
    Fields fields = body.object();
    Optional<Draft> draft = kind.read(fields, Dialect.WEIR);
    fields.refuseOthers();
    spec.refuseOthers();
    return WeirRules.meaning(spec, subject, policy, draft);
  }
}
