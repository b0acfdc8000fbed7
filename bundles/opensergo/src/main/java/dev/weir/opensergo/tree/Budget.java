package dev.weir.opensergo.tree;

/**
 * Bounds the tree of one document: its depth, and its values counted as often as an alias repeats
 * them, so that walking the tree is bounded too.
 */
final class Budget {

  /** Deepest nesting; managedFields of a Kubernetes object need a dozen. */
  static final int MAX_DEPTH = 64;

  /** Most values, aliases counted as often as they are used. */
  static final int MAX_VALUES = 500_000;

  private int spent;

  /** Values so far. */
  int spent() {
    return spent;
  }

  void spend(int values, Position at) throws SyntaxException {
    spent += values;
    if (spent > MAX_VALUES) {
      throw new SyntaxException(
          at, "the document must hold at most " + MAX_VALUES + " values, aliases expanded");
    }
  }

  void enter(int depth, Position at) throws SyntaxException {
    if (depth > MAX_DEPTH) {
      throw new SyntaxException(at, "values must be nested at most " + MAX_DEPTH + " deep");
    }
  }
}
