package dev.weir.opensergo.kind;

/**
 * Who an object is.
 *
 * @param namespace {@code default} where none is given
 * @param name unique among the objects of its kind in the namespace
 */
public record Meta(String namespace, String name) {

  /** The namespace of an object that gives none. */
  public static final String DEFAULT = "default";

  /** {@code namespace/name}. */
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
