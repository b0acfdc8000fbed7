package dev.weir.opensergo.sentinel;

import dev.weir.engine.match.NamePattern;
import dev.weir.engine.match.PatternException;
import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;

/**
 * Which rule it is, and of what.
 *
 * @param id of the rule; empty where the document gives none
 * @param resource a name, or a pattern of names; of a kind without resource, its kind's name
 * @param regex whether {@code resource} is a pattern
 */
public record Subject(String id, String resource, boolean regex) {

  /** Longest id within a list of rules, in characters: the list's name is put before it. */
  public static final int MAX_ID = 1024;

  /** Longest resource, in characters. */
  public static final int MAX_RESOURCE = 1024;

  static final Subject SAMPLE = new Subject("id", "resource", false);

  /** Reads {@code id}, {@code resource} and {@code regex}, as far as the kind has them. */
  public static Subject read(Fields fields, SentinelKind kind) {
    return read(fields, kind, MAX_ID);
  }

  /**
   * The same.
   *
   * @param longest id, in characters
   */
  public static Subject read(Fields fields, SentinelKind kind, int longest) {
    String id = fields.optional("id").map(f -> f.upTo(longest)).orElse("");
    if (!kind.hasResource()) {
      return new Subject(id, kind.key(), false);
    }
    Field field = fields.required("resource", "the resource's name");
    String resource = field.text(MAX_RESOURCE);
    boolean regex = kind.hasRegex() && fields.optional("regex").map(f -> f.bool()).orElse(false);
    if (regex) {
      compile(field, resource);
    }
    return new Subject(id, resource, regex);
  }

  /** The engine compiles it again; here it is known where it is written. */
  private static void compile(Field field, String pattern) {
    try {
      NamePattern.of(pattern);
    } catch (PatternException e) {
      field.refuse("must be a pattern as RE2 has them, but " + e.reason());
    }
  }

  /** The same subject with an id. */
  public Subject named(String newId) {
    return new Subject(newId, resource, regex);
  }
}
