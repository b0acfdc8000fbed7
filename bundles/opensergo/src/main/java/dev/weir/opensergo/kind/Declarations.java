package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Field;

/** Takes the objects that are read. */
public interface Declarations {

  /**
   * One object, whether or not it had problems.
   *
   * @param kind the name of its kind
   * @param name where its name is written
   */
  void declare(String kind, Meta meta, Field name, Meaning meaning);

  /** The object of the last declaration gave no namespace: it is found from every namespace. */
  void withoutNamespace(String kind, Meta meta);

  /** Whether a rule of that id has been declared. */
  boolean isTaken(String id);
}
