package dev.weir.simulate.trace;

/** Something that was given to read is wrong: where, and why. Its message is for people. */
public final class InputException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is wrong with a line of a file. */
  public InputException(String file, long line, String cause) {
    super(file + ":" + line + ": " + cause);
  }

  /** What is wrong, said in full. */
  public InputException(String message) {
    super(message);
  }
}
