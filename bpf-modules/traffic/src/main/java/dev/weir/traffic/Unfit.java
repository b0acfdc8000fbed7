package dev.weir.traffic;

/**
 * A rule that cannot be enforced by a hook; the message completes "not here because". It has no
 * stack trace: of ten thousand rules for the proxy each is one, at every change of a rule.
 */
public final class Unfit extends Exception {

  private static final long serialVersionUID = 1L;

  Unfit(String reason) {
    super(reason, null, false, false);
  }

  /** A clause that completes "not here because". */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
