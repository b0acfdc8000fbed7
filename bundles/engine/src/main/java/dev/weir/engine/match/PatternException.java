package dev.weir.engine.match;

/** A pattern that cannot be compiled; the message says why and where. */
public final class PatternException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  PatternException(String problem, String pattern, int at) {
    super(problem + " at character " + (at + 1) + " of \"" + pattern + '"');
  }
}
