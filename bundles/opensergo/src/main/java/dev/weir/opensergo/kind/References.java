package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the two ways of naming another object: its name alone, or {@code {name, kind}}. */
final class References {

  private References() {}

  /** A fallback action. */
  static Reference action(Field field, Meta from) {
    String action = HttpRequestFallbackActionKind.NAME;
    if (!field.isObject()) {
      return new Reference(field, List.of(action), target(field, from));
    }
    return object(field, from, List.of(action), List.of());
  }

  /**
   * An object of one of the kinds; of any of them where none is said.
   *
   * @param pending kinds that are known and not enforced
   */
  static Reference object(Field field, Meta from, List<String> kinds, Collection<String> pending) {
    Fields fields = field.object();
    Field name = fields.required("name", "the object's name");
    List<String> allowed = fields.optional("kind").map(k -> kind(k, kinds, pending)).orElse(kinds);
    fields.refuseOthers();
    return new Reference(name, allowed, target(name, from));
  }

  private static List<String> kind(Field field, List<String> kinds, Collection<String> pending) {
    Map<String, List<String>> words = new LinkedHashMap<>();
    kinds.forEach(kind -> words.put(kind, List.of(kind)));
    if (field.isText() && pending.contains(field.anyText())) {
      field.refuse(field.anyText() + " is not enforced yet; enforced: " + String.join(", ", kinds));
      return kinds;
    }
    return field.choice(words);
  }

  private static Meta target(Field name, Meta from) {
    return new Meta(from.namespace(), name.text(ObjectReader.MAX_NAME));
  }
}
