package dev.weir.source.kubernetes;

/**
 * What one list and one watch cover.
 *
 * @param kind of the objects
 * @param namespace of the objects; empty for all
 */
record Scope(Kind kind, String namespace) {

  @Override
  public String toString() {
    return kind + (namespace.isEmpty() ? "" : " in " + namespace);
  }
}
