package dev.weir.opensergo.kind;

import dev.weir.opensergo.sentinel.Dialect;
import dev.weir.opensergo.sentinel.Draft;
import dev.weir.opensergo.sentinel.SentinelKind;
import dev.weir.opensergo.sentinel.Subject;
import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.opensergo.tree.Problems;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Rules without objects around them: an array of rules of one kind, as Sentinel Go's data sources
 * have it, or one object with an array for each kind ({@code {"flow": […], "system": […]}}).
 *
 * <p>A rule's id is {@code kind/id}, and without one {@code kind/resource/n}, the n-th of those
 * without an id on that resource: it stays when other rules come and go.
 */
final class BareRules {

  private static final String TRAFFIC = "traffic";
  private static final String HTTP_RESOURCE = "httpResource";
  private static final int LONGEST_DOCUMENT = 256;

  private final Problems problems;
  private final Declarations declarations;
  private int declared;

  BareRules(Problems problems, Declarations declarations) {
    this.problems = problems;
    this.declarations = declarations;
  }

  /** Whether a document is meant that way. */
  boolean accepts(Field root) {
    if (root.isList()) {
      List<Field> items = root.items(0);
      return items.isEmpty() || !isObject(items.get(0));
    }
    if (!root.isObject() || isObject(root)) {
      return false;
    }
    List<String> keys = new ArrayList<>(List.of(TRAFFIC, HTTP_RESOURCE));
    for (SentinelKind kind : SentinelKind.values()) {
      keys.add(kind.key());
    }
    return root.reportingTo(new Problems("")).objectInAnyCase().hasAny(keys);
  }

  private static boolean isObject(Field field) {
    return field.isObject() && field.object().hasAny(List.of("apiVersion", "kind"));
  }

  void read(Field root) {
    if (root.isList()) {
      KindOfArray.of(root, problems).ifPresent(kind -> rules(root, kind));
      return;
    }
    Fields arrays = root.objectInAnyCase();
    for (SentinelKind kind : SentinelKind.values()) {
      arrays.optional(kind.key()).ifPresent(array -> rules(array, kind));
    }
    arrays.optional(TRAFFIC).ifPresent(array -> others(array, TRAFFIC, BareRules::traffic));
    arrays
        .optional(HTTP_RESOURCE)
        .ifPresent(array -> others(array, HTTP_RESOURCE, BareRules::httpResource));
    arrays.refuseOthers();
  }

  private void rules(Field array, SentinelKind kind) {
    Map<String, Integer> unnamed = new HashMap<>();
    for (Field item : array.items(0)) {
      if (problems.full()) {
        return;
      }
      Fields fields = item.objectInAnyCase();
      Subject subject = Subject.read(fields, kind);
      Optional<Draft> draft = kind.read(fields, Dialect.JSON);
      fields.refuseOthers();
      if (draft.isPresent() && fields.sound()) {
        String written = kind.idOf(subject, unnamed);
        String id = subject.id().isEmpty() ? free(written) : written;
        declare(item, id, draft.get().rule(subject.named(id), Policy.DEFAULT));
      }
    }
  }

  /** Rules of a kind that Sentinel does not have. */
  private void others(
      Field array, String kind, BiFunction<Fields, String, Optional<? extends Rule>> read) {
    int unnamed = 0;
    for (Field item : array.items(0)) {
      if (problems.full()) {
        return;
      }
      Fields fields = item.objectInAnyCase();
      String given = fields.optional("id").map(f -> f.upTo(Subject.MAX_ID)).orElse("");
      String id = given.isEmpty() ? free(kind + "/" + unnamed++) : kind + "/" + given;
      Optional<? extends Rule> rule = read.apply(fields, id);
      fields.refuseOthers();
      if (rule.isPresent() && fields.sound()) {
        declare(item, id, rule.get());
      }
    }
  }

  private static Optional<? extends Rule> traffic(Fields fields, String id) {
    return TrafficFields.read(fields, id);
  }

  private static Optional<? extends Rule> httpResource(Fields fields, String id) {
    return HttpResourceFields.read(fields, id);
  }

  /** An id that the document did not write gives way to another document's. */
  private String free(String id) {
    if (!declarations.isTaken(id)) {
      return id;
    }
    String document = problems.document();
    return id + "@" + document.substring(Math.max(0, document.length() - LONGEST_DOCUMENT));
  }

  private void declare(Field item, String id, Rule rule) {
    Meta unique = new Meta(problems.document(), "rule " + declared++);
    declarations.declare("", unique, item, new SingleRule(id, List.of(), found -> rule));
  }
}
