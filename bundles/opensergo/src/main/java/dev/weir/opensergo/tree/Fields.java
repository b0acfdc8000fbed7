package dev.weir.opensergo.tree;

import dev.weir.hook.Nearest;
import dev.weir.opensergo.tree.Node.Mapping;
import dev.weir.opensergo.tree.Node.Missing;
import dev.weir.opensergo.tree.Node.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of one object. Every field that is asked for is known; {@link #refuseOthers} reports
 * the rest, so that no typing error is dropped in silence.
 */
public final class Fields {

  private final Node node;
  private final Map<String, Node.Entry> entries;
  private final String path;
  private final Problems problems;
  private final List<String> known = new ArrayList<>();

  Fields(Node node, String path, Problems problems) {
    this.node = node;
    this.entries = node instanceof Mapping mapping ? mapping.entries() : Map.of();
    this.path = path;
    this.problems = problems;
  }

  /** The field, which must be there; {@code expected} says what it should hold. */
  public Field required(String name, String expected) {
    Optional<Field> field = optional(name);
    if (field.isPresent()) {
      return field.get();
    }
    if (!(node instanceof Missing)) {
      problems.add(at(name), path(name), "is missing: give " + expected);
    }
    return new Field(new Missing(node.at()), path(name), problems);
  }

  /** The field, if it is there and not null. */
  public Optional<Field> optional(String name) {
    known.add(name);
    Node.Entry entry = entries.get(name);
    if (entry == null
        || (entry.value() instanceof Scalar s && s.type() == Scalar.Type.NULL)
        || entry.value() instanceof Missing) {
      return Optional.empty();
    }
    return Optional.of(new Field(entry.value(), path(name), problems));
  }

  /** Takes note of a field whose content does not matter. */
  public void ignore(String name) {
    known.add(name);
  }

  /** Reports every field that has not been asked for. */
  public void refuseOthers() {
    for (Map.Entry<String, Node.Entry> field : entries.entrySet()) {
      if (problems.full()) {
        return;
      }
      String name = field.getKey();
      if (!known.contains(name)) {
        String hint = Nearest.hint(name, known);
        String valid = hint.isEmpty() ? "; known are " + String.join(", ", known) : hint;
        problems.add(field.getValue().key(), path(Quote.plain(name)), "is no field here" + valid);
      }
    }
  }

  /** Reports a problem of the named field, or of the object where it is not there. */
  public void refuse(String name, String message) {
    problems.add(at(name), path(name), message);
  }

  private Position at(String name) {
    Node.Entry entry = entries.get(name);
    return entry == null ? node.at() : entry.value().at();
  }

  private String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
