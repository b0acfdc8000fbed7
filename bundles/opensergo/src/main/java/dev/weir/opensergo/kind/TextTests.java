package dev.weir.opensergo.kind;

import dev.weir.engine.match.NamePattern;
import dev.weir.engine.match.PatternException;
import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.RequestMatch.Comparison;
import dev.weir.rule.RequestMatch.Part;
import dev.weir.rule.RequestMatch.Test;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is asked of a text, in Envoy's words: one of exact, prefix, suffix, regex and present. */
final class TextTests {

  /** The words, in the order of the documents. */
  static final Map<String, Comparison> WORDS = new LinkedHashMap<>();

  /** Longest text, in characters. */
  private static final int LONGEST = 1024;

  private static final Test NOTHING = new Test.Text(Comparison.EXACT, "x");

  static {
    WORDS.put("exact", Comparison.EXACT);
    WORDS.put("prefix", Comparison.PREFIX);
    WORDS.put("suffix", Comparison.SUFFIX);
    WORDS.put("regex", Comparison.REGEX);
  }

  private TextTests() {}

  /** Reads it from the fields of an object; the stand-in means nothing. */
  static Test read(Field object, Fields fields, Part part) {
    List<Test> tests = new ArrayList<>();
    WORDS.forEach(
        (word, comparison) ->
            fields.optional(word).ifPresent(f -> tests.add(text(f, comparison, part))));
    if (part.isNamed()) {
      Optional<Field> present = fields.optional("present");
      present.ifPresent(f -> tests.add(new Test.Present(f.bool())));
    }
    if (tests.size() == 1) {
      return tests.get(0);
    }
    if (fields.sound()) {
      String words = String.join(", ", WORDS.keySet()) + (part.isNamed() ? ", present" : "");
      object.refuse("must hold one of " + words + ", held " + tests.size());
    }
    return NOTHING;
  }

  private static Test text(Field field, Comparison comparison, Part part) {
    String text = field.text(LONGEST);
    if (text.isEmpty()) {
      return NOTHING;
    }
    if (comparison == Comparison.REGEX) {
      compile(field, text);
    } else if (part == Part.PATH) {
      path(field, comparison, text);
    } else if (part == Part.HOST) {
      return new Test.Text(comparison, host(field, text));
    }
    return new Test.Text(comparison, text);
  }

  private static void compile(Field field, String pattern) {
    try {
      NamePattern.of(pattern);
    } catch (PatternException e) {
      field.refuse("must be a pattern as RE2 has them, but " + e.reason());
    }
  }

  private static void path(Field field, Comparison comparison, String text) {
    if (comparison != Comparison.SUFFIX && !text.startsWith("/") && !text.equals("*")) {
      field.refuse("must start with '/', for every path does");
    } else if (text.indexOf('?') >= 0) {
      field.refuse("is compared with a path without its query: use queryParameters");
    }
  }

  private static String host(Field field, String text) {
    int colon = text.lastIndexOf(':');
    if (colon > text.lastIndexOf(']') && text.indexOf(':') == colon) {
      field.refuse("is compared with a host without its port: remove it");
    }
    return text.toLowerCase(Locale.ROOT);
  }
}
