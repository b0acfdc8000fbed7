package dev.weir.traffic;

/** A rule that cannot be enforced by a hook; the message completes "not here because". */
public final class Unfit extends Exception {

  private static final long serialVersionUID = 1L;

  Unfit(String reason) {
    super(reason);
  }

  /** A clause that completes "not here because". */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
