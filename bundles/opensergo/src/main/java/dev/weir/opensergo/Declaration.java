package dev.weir.opensergo;

import dev.weir.opensergo.kind.Meaning;
import dev.weir.opensergo.kind.Meta;
import dev.weir.opensergo.tree.Field;

/**
 * An object and where it stands.
 *
 * @param sheet its document
 * @param key who it is
 * @param name where its name is written
 * @param meaning what it says
 */
record Declaration(Sheet sheet, Key key, Field name, Meaning meaning) {

  /**
   * Unique over all documents.
   *
   * @param kind the kind's name
   * @param meta namespace and name
   */
  record Key(String kind, Meta meta) {
    @Override
    public String toString() {
      return kind + " " + meta;
    }
  }

  /** {@code orders.yaml:7}. */
  String place() {
    return sheet.name() + ":" + name.at().line();
  }
}
