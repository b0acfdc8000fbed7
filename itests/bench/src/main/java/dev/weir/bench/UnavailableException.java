package dev.weir.bench;

/** Something that a suite needs is not on this machine. */
public final class UnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is missing and how to get it
   */
  public UnavailableException(String message) {
    super(message);
  }
}
