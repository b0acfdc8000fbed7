package dev.weir.opensergo.tree;

import java.util.Map;

/** The fields of a mapping while it is built: each name once. */
final class Entries {

  private Entries() {}

  static void add(
      Map<String, Node.Entry> entries, String name, Node.Entry entry, Problems problems) {
    Node.Entry first = entries.putIfAbsent(name, entry);
    if (first != null) {
      problems.add(
          entry.key(),
          Quote.plain(name),
          "is there twice, first in line " + first.key().line() + ": remove one");
    }
  }
}
