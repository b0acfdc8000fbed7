package dev.weir.hook;

/** A plane refused: says which operation, on what, why, and what to do. */
public final class HookException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String log;

  /**
   * @param message operation, object, cause with errno's name where the kernel gave one, remedy
   */
  public HookException(String message) {
    super(message);
    this.log = "";
  }

  /**
   * @param message as above
   * @param cause what was caught; where it is another of these, its log is kept
   */
  public HookException(String message, Throwable cause) {
    this(message, cause, cause instanceof HookException known ? known.log : "");
  }

  /**
   * @param message as above
   * @param cause what was caught
   * @param log all that the plane said, of which the message is the gist
   */
  public HookException(String message, Throwable cause, String log) {
    super(message, cause);
    this.log = log;
  }

  /** All that the plane said, line by line: the verifier's log; empty when the message is all. */
  public String log() {
    return log;
  }
}
