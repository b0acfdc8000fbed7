package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Field;
import java.util.List;

/**
 * The name of another object.
 *
 * @param field where it is written
 * @param kinds the object is of one of them
 * @param target its namespace and name
 */
public record Reference(Field field, List<String> kinds, Meta target) {
  public Reference {
    kinds = List.copyOf(kinds);
  }
}
