package dev.weir.connection.guard;

/** The guard cannot enforce a rule; the reason completes "not here because". */
final class Unfit extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  Unfit(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
