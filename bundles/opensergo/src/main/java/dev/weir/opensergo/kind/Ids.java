package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Fields;

/**
 * The id of a rule that is one object: {@code namespace/name}, unless {@code spec.id} gives the id
 * of a rule in another source, to stand in its place.
 */
final class Ids {

  /** Longest id, in characters. */
  static final int MAX_ID = 2048;

  private Ids() {}

  static String read(Fields spec, Meta meta) {
    return spec.optional("id").map(f -> f.text(MAX_ID)).orElseGet(meta::toString);
  }
}
