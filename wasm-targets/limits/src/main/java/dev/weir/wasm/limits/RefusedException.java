package dev.weir.wasm.limits;

/** A configuration that is not taken. Stays within the module. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param reason what was expected and what there was
   */
  RefusedException(String reason) {
    super(reason);
  }
}
