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

  /** What it should name, for a message. */
  public String expected() {
    return kinds.size() == 1 ? kinds.get(0) : "strategy";
  }
}
