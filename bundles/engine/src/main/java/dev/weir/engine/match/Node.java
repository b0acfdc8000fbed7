package dev.weir.engine.match;

import java.util.List;

/** A part of a pattern. */
sealed interface Node {

  /** Nothing. */
  record Empty() implements Node {}

  /** One character of a set. */
  record One(CharSet set) implements Node {}

  /** A place between characters. */
  record At(Place place) implements Node {}

  /** One after the other. */
  record All(List<Node> parts) implements Node {}

  /** One of them. */
  record Any(List<Node> parts) implements Node {}

  /**
   * Again and again.
   *
   * @param min times at least
   * @param max times at most, or {@link #NO_LIMIT}
   */
  record Repeat(Node part, int min, int max) implements Node {

    static final int NO_LIMIT = -1;
  }

  /** A place between characters. */
  enum Place {
    TEXT_START,
    TEXT_END,
    LINE_START,
    LINE_END,
    WORD_BORDER,
    NO_WORD_BORDER
  }
}
