package dev.weir.engine.match;

/** A pattern that cannot be compiled; the message says why and where. */
public final class PatternException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  PatternException(String problem, String pattern, int at) {
    this(problem + " at character " + (at + 1), pattern);
  }

  private PatternException(String reason, String pattern) {
    super(reason + " of \"" + pattern + '"');
    this.reason = reason;
  }

  /** Why and where, without the pattern: for whoever shows where that is written. */
  public String reason() {
    return reason;
  }
}
