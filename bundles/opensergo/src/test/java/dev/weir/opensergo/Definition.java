package dev.weir.opensergo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * A CustomResourceDefinition of the distribution, as far as the tests compare it with the reader.
 *
 * @param kind its kind
 * @param apiVersion group and version
 * @param spec the schema of {@code spec}
 * @param whole all of it
 */
record Definition(
    String kind, String apiVersion, Map<String, Object> spec, Map<String, Object> whole) {

  private static final Path FOLDER = Path.of("../../distribution/src/main/kubernetes/crds");

  /**
   * A level of the schema: an object, and how a document gets there.
   *
   * @param path names from {@code spec} down; {@code []} for the items of a list
   * @param schema of the object
   */
  record Level(List<String> path, Map<String, Object> schema) {

    Set<String> fields() {
      return new TreeSet<>(map(schema.get("properties")).keySet());
    }

    Set<String> required() {
      return new TreeSet<>(strings(schema.get("required")));
    }

    /** JSON that holds {@code body} at this level and nothing else. */
    String around(String body) {
      StringBuilder text = new StringBuilder(body);
      for (int i = path.size() - 1; i >= 0; i--) {
        text.insert(0, path.get(i).equals("[]") ? "[" : "{\"" + path.get(i) + "\": ");
        text.append(path.get(i).equals("[]") ? "]" : "}");
      }
      return text.toString();
    }

    /** As problems write it. */
    String field(String name) {
      String joined = String.join(".", path).replace(".[]", "[0]");
      return (joined.isEmpty() ? "spec." : "spec." + joined + ".") + name;
    }
  }

  static List<Definition> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(Definition::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Definition read(Path file) {
    try {
      Map<String, Object> whole = map(new Yaml().load(Files.readString(file)));
      Map<String, Object> spec = map(whole.get("spec"));
      Map<String, Object> version =
          map(Objects.requireNonNull((List<?>) spec.get("versions")).get(0));
      Map<String, Object> schema = map(map(version.get("schema")).get("openAPIV3Schema"));
      String apiVersion = spec.get("group") + "/" + version.get("name");
      Object kind = map(spec.get("names")).get("kind");
      return new Definition(
          String.valueOf(kind), apiVersion, map(map(schema.get("properties")).get("spec")), whole);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Level> levels() {
    List<Level> levels = new ArrayList<>();
    collect(List.of(), spec, levels);
    return levels;
  }

  private static void collect(List<String> path, Map<String, Object> schema, List<Level> levels) {
    if (schema.containsKey("properties")) {
      levels.add(new Level(path, schema));
      map(schema.get("properties"))
          .forEach((name, of) -> collect(with(path, name), map(of), levels));
    } else if (schema.containsKey("items")) {
      collect(with(path, "[]"), map(schema.get("items")), levels);
    }
  }

  private static List<String> with(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  /** An object of this kind. */
  String object(String specJson) {
    return "{\"apiVersion\": \"%s\", \"kind\": \"%s\", \"metadata\": {\"name\": \"a\"}, \"spec\": %s}"
        .formatted(apiVersion, kind, specJson);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(@Nullable Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  static List<String> strings(@Nullable Object value) {
    return value == null ? List.of() : (List<String>) value;
  }

  @Override
  public String toString() {
    return kind;
  }
}
