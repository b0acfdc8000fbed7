package dev.weir.hook;

/** A plane refused: says which operation, on what, why, and what to do. */
public final class HookException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message operation, object, cause with errno's name where the kernel gave one, remedy
   */
  public HookException(String message) {
    super(message);
  }

  /**
   * @param message as above
   * @param cause what was caught
   */
  public HookException(String message, Throwable cause) {
    super(message, cause);
  }
}
