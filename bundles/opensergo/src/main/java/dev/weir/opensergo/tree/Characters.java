package dev.weir.opensergo.tree;

import java.util.Locale;
import org.yaml.snakeyaml.reader.StreamReader;

/** Refuses what is no text before a parser stumbles over it. */
final class Characters {

  /**
   * Longest line: SnakeYAML copies its buffer for every 1,024 characters of a token, so that its
   * time grows with the square of the token's length.
   */
  private static final int MAX_LINE = 512 * 1024;

  private Characters() {}

  /**
   * Checks every character (YAML 1.1, production c-printable) and the length of every line.
   *
   * @throws SyntaxException naming the first that may not be there
   */
  static void check(String text) throws SyntaxException {
    int lineStart = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!StreamReader.isPrintable(c)) {
        throw new SyntaxException(
            Position.of(text, i),
            String.format(
                Locale.ROOT, "character U+%04X must not be in a text: is this a YAML file?", c));
      }
      i += Character.charCount(c);
      if (c == '\n' || c == '\r') {
        lineStart = i;
      } else if (i - lineStart > MAX_LINE) {
        throw new SyntaxException(
            Position.of(text, lineStart),
            "a line must have at most "
                + MAX_LINE
                + " characters: break it, or name the file .json if it is JSON");
      }
    }
  }
}
