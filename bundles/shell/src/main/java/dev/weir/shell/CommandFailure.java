package dev.weir.shell;

/** A command that did not do what was asked; its message is the one line that the user reads. */
public final class CommandFailure extends Exception {

  private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message, null, false, false);
  }

  CommandFailure(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
