package dev.weir.opensergo.tree;

import java.util.Map;
import java.util.function.BiConsumer;

/** The fields of a mapping while it is built: each name once. */
final class Entries {

  private Entries() {}

  static void add(
      Map<String, Node.Entry> entries, String name, Node.Entry entry, Problems problems) {
    add(entries, name, entry, (at, message) -> problems.add(at, Quote.plain(name), message));
  }

  /**
   * Adds a field.
   *
   * @param twice takes the place of a second one of the name, and what is wrong with it
   */
  static void add(
      Map<String, Node.Entry> entries,
      String name,
      Node.Entry entry,
      BiConsumer<Position, String> twice) {
    Node.Entry first = entries.putIfAbsent(name, entry);
    if (first != null) {
      twice.accept(
          entry.key(), "is there twice, first in line " + first.key().line() + ": remove one");
    }
  }
}
