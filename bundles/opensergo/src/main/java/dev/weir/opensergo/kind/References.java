package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
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
    return object(field, from, List.of(action));
  }

  /** An object of one of the kinds; of any of them where none is said. */
  static Reference object(Field field, Meta from, List<String> kinds) {
    Fields fields = field.object();
    Field name = fields.required("name", "the object's name");
    List<String> allowed = fields.optional("kind").map(k -> kind(k, kinds)).orElse(kinds);
    fields.refuseOthers();
    return new Reference(name, allowed, target(name, from));
  }

  private static List<String> kind(Field field, List<String> kinds) {
    Map<String, List<String>> words = new LinkedHashMap<>();
    kinds.forEach(kind -> words.put(kind, List.of(kind)));
    return field.choice(words);
  }

  private static Meta target(Field name, Meta from) {
    return new Meta(from.namespace(), name.text(ObjectReader.MAX_NAME));
  }
}
