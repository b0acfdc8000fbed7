package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Fields;

/** One kind of object that a document may hold. */
public interface Kind {

  /** Group and version: {@code fault-tolerance.opensergo.io/v1alpha1}. */
  String apiVersion();

  /** Its name: {@code RateLimitStrategy}. */
  String name();

  /**
   * Reads what is its own, {@code spec}; every problem goes to the object's document.
   *
   * @param meta who the object is
   * @param object the fields of the whole object
   */
  Meaning read(Meta meta, Fields object);
}
