package dev.weir.opensergo.kind;

import dev.weir.hook.Nearest;
import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.opensergo.tree.Problems;
import dev.weir.opensergo.tree.Quote;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what all objects share, picks the kind, and takes lists of objects apart. */
public final class ObjectReader {

  /**
   * Longest name, as in Kubernetes. Upper case and underscores, which Kubernetes refuses, do no
   * harm in a file.
   */
  static final int MAX_NAME = 253;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

  /** Of an object that a program wrote from something shorter: positions in it mean nothing. */
  private static final String GENERATED = "weir.dev/generated-from";

  private final Kinds kinds;
  private final Problems problems;
  private final Declarations declarations;
  private final BareRules bare;

  public ObjectReader(Kinds kinds, Problems problems, Declarations declarations) {
    this.kinds = kinds;
    this.problems = problems;
    this.declarations = declarations;
    this.bare = new BareRules(problems, declarations);
  }

  /** Reads one document of a stream: an object, objects, rules without objects, or nothing. */
  public void read(Field root) {
    if (bare.accepts(root)) {
      bare.read(root);
    } else if (root.isList()) {
      root.items(0).forEach(item -> read(item, false));
    } else if (!root.isEmpty()) {
      read(root, true);
    }
  }

  private void read(Field field, boolean mayBeList) {
    if (problems.full()) {
      return;
    }
    if (!field.isObject()) {
      field.refuse("must be an object with apiVersion, kind, metadata and spec");
      return;
    }
    Fields object = field.object();
    String apiVersion = object.required("apiVersion", oneOf(kinds.versions())).text(MAX_NAME);
    String kind = object.required("kind", "the kind of the object").text(MAX_NAME);
    if (mayBeList && isList(apiVersion, kind)) {
      object.ignore("metadata");
      object.required("items", "a list of objects").items(0).forEach(item -> read(item, false));
      object.refuseOthers();
    } else if (!apiVersion.isEmpty() && !kind.isEmpty()) {
      read(object, apiVersion, kind);
    }
  }

  private boolean isList(String apiVersion, String kind) {
    boolean typed =
        kind.endsWith("List")
            && kinds.of(apiVersion).containsKey(kind.substring(0, kind.length() - 4));
    return typed || (apiVersion.equals("v1") && kind.equals("List"));
  }

  private void read(Fields object, String apiVersion, String kindName) {
    Map<String, Kind> known = kinds.of(apiVersion);
    Kind kind = known.get(kindName);
    if (known.isEmpty()) {
      String hint = Nearest.hint(apiVersion, kinds.versions());
      object.refuse(
          "apiVersion",
          "must be " + oneOf(kinds.versions()) + ", was " + Quote.of(apiVersion) + hint);
    } else if (kind == null) {
      String hint = Nearest.hint(kindName, known.keySet());
      String expected = hint.isEmpty() ? "; known are " + String.join(", ", known.keySet()) : hint;
      object.refuse("kind", "is no kind of " + apiVersion + ": " + Quote.of(kindName) + expected);
    } else {
      read(object, kind);
    }
  }

  private void read(Fields object, Kind kind) {
    Fields metadata = object.required("metadata", "an object with a name").object();
    metadata
        .optional("annotations")
        .flatMap(field -> field.object().optional(GENERATED))
        .ifPresent(from -> problems.hidePositions());
    Field nameField = metadata.required("name", "the object's name");
    Optional<String> namespace = metadata.optional("namespace").map(this::name);
    Meta meta = new Meta(namespace.orElse(Meta.DEFAULT), name(nameField));
    object.ignore("status");
    Meaning meaning = kind.read(meta, object);
    object.refuseOthers();
    if (!meta.name().isEmpty()) {
      declarations.declare(kind.name(), meta, nameField, meaning);
      if (namespace.isEmpty()) {
        declarations.withoutNamespace(kind.name(), meta);
      }
    }
  }

  private String name(Field field) {
    String name = field.text(MAX_NAME);
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      field.refuse(
          "must be letters, digits, '-', '_' and '.', beginning and ending with a letter or digit,"
              + " was "
              + Quote.of(name));
      return "";
    }
    return name;
  }

  private static String oneOf(Iterable<String> words) {
    return String.join(" or ", words);
  }
}
