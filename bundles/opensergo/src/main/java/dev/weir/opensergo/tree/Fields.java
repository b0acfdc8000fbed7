package dev.weir.opensergo.tree;

import dev.weir.hook.Nearest;
import dev.weir.opensergo.tree.Node.Mapping;
import dev.weir.opensergo.tree.Node.Missing;
import dev.weir.opensergo.tree.Node.Scalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of one object. Every field that is asked for is known; {@link #refuseOthers} reports
 * the rest, so that no typing error is dropped in silence.
 */
public final class Fields {

  private final Node node;
  private final Map<String, Node.Entry> entries;
  private final String path;
  private final Problems problems;
  private final Names names;
  private final int before;
  private final List<String> known = new ArrayList<>();

  /** How the names of fields are compared. */
  enum Names {
    /** As Kubernetes does. */
    EXACT,
    /** As Go's {@code encoding/json} does: upper and lower case are the same. */
    ANY_CASE;

    String key(String name) {
      return this == EXACT ? name : name.toLowerCase(Locale.ROOT);
    }
  }

  Fields(Node node, String path, Problems problems, Names names) {
    this.node = node;
    this.path = path;
    this.problems = problems;
    this.names = names;
    this.before = problems.size();
    this.entries = entries(node);
  }

  private Map<String, Node.Entry> entries(Node of) {
    Map<String, Node.Entry> written = of instanceof Mapping mapping ? mapping.entries() : Map.of();
    if (names == Names.EXACT) {
      return written;
    }
    Map<String, Node.Entry> folded = new LinkedHashMap<>();
    written.forEach(
        (name, entry) ->
            Entries.add(
                folded,
                names.key(name),
                entry,
                (at, message) -> problems.add(at, path(Quote.plain(name)), message)));
    return folded;
  }

  /** Whether it has any of the fields. */
  public boolean hasAny(Collection<String> wanted) {
    return wanted.stream().anyMatch(name -> entries.containsKey(names.key(name)));
  }

  /** The names of its fields as they are compared, in the order of the document. */
  public Set<String> written() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /** Whether no problem has been reported since it was taken: its values are no stand-ins. */
  public boolean sound() {
    return problems.size() == before && !problems.full() && !(node instanceof Missing);
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
    Node.Entry entry = entries.get(names.key(name));
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
    Set<String> asked = new HashSet<>();
    known.forEach(name -> asked.add(names.key(name)));
    for (Map.Entry<String, Node.Entry> field : entries.entrySet()) {
      if (problems.full()) {
        return;
      }
      String name = field.getKey();
      if (!asked.contains(name)) {
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
    Node.Entry entry = entries.get(names.key(name));
    return entry == null ? node.at() : entry.value().at();
  }

  private String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
