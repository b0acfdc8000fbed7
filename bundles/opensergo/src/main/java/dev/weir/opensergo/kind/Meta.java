package dev.weir.opensergo.kind;

/**
 * Who an object is.
 *
 * @param namespace {@code default} where none is given
 * @param name unique among the objects of its kind in the namespace
 */
public record Meta(String namespace, String name) {

  /** {@code namespace/name}. */
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
