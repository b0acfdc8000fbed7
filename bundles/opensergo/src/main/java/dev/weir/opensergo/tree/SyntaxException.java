package dev.weir.opensergo.tree;

/** The rest of a document cannot be read. */
final class SyntaxException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Position at;

  SyntaxException(Position at, String message) {
    super(message);
    this.at = at;
  }

  Position at() {
    return at;
  }
}
