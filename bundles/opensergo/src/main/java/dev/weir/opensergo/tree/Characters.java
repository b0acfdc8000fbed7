package dev.weir.opensergo.tree;

import java.util.Locale;
import org.yaml.snakeyaml.reader.StreamReader;

/** Refuses what is no text before a parser stumbles over it. */
final class Characters {

  private Characters() {}

  /**
   * YAML 1.1, production c-printable.
   *
   * @throws SyntaxException naming the first character that may not be there
   */
  static void check(String text) throws SyntaxException {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!StreamReader.isPrintable(c)) {
        throw new SyntaxException(
            Position.of(text, i),
            String.format(
                Locale.ROOT, "character U+%04X must not be in a text: is this a YAML file?", c));
      }
      i += Character.charCount(c);
    }
  }
}
