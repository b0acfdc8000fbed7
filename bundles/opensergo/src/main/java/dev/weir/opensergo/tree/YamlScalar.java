package dev.weir.opensergo.tree;

import dev.weir.opensergo.tree.Node.Scalar;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * The type of a YAML scalar after the core schema of YAML 1.2: {@code yes} and {@code 1:30} are
 * text. Numbers in another base than ten are text too, and so refused where a number is due.
 */
final class YamlScalar {

  private static final String CORE = "tag:yaml.org,2002:";
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> BOOLEANS =
      Set.of("true", "True", "TRUE", "false", "False", "FALSE");
  private static final Set<String> TAGS =
      Set.of("str", "int", "float", "bool", "null", "map", "seq");
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?(\\.\\d++|\\d++(\\.\\d*+)?)([eE][-+]?\\d++)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  private YamlScalar() {}

  static Scalar read(ScalarEvent event, Position at) throws SyntaxException {
    String tag = checkTag(event.getTag(), at);
    boolean plain = tag == null ? event.isPlain() : !tag.equals(CORE + "str");
    return new Scalar(at, plain ? type(event.getValue()) : Scalar.Type.TEXT, event.getValue());
  }

  /** The tag, null for none; refuses all but those of the core schema. */
  static @Nullable String checkTag(@Nullable String tag, Position at) throws SyntaxException {
    if (tag == null || tag.equals("!")) {
      return null;
    }
    if (!tag.startsWith(CORE) || !TAGS.contains(tag.substring(CORE.length()))) {
      throw new SyntaxException(at, "tag " + Quote.of(tag) + " is not read: remove it");
    }
    return tag;
  }

  private static Scalar.Type type(String text) {
    if (NULLS.contains(text)) {
      return Scalar.Type.NULL;
    }
    if (BOOLEANS.contains(text)) {
      return Scalar.Type.BOOLEAN;
    }
    return text.length() <= 400 && NUMBER.matcher(text).matches()
        ? Scalar.Type.NUMBER
        : Scalar.Type.TEXT;
  }
}
