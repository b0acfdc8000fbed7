package dev.weir.opensergo.tree;

/**
 * A place in a document.
 *
 * @param line from 1; 0 when the document as a whole is meant
 * @param column from 1; 0 when the line as a whole is meant
 */
public record Position(int line, int column) {

  /** The document as a whole. */
  public static final Position WHOLE = new Position(0, 0);

  /** Where the character at {@code index} of {@code text} stands. */
  static Position of(String text, int index) {
    int line = 1;
    int start = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < index; i = text.indexOf('\n', start)) {
      line++;
      start = i + 1;
    }
    return new Position(line, index - start + 1);
  }
}
