package dev.weir.wasm.sdk.json;

/** Text that is not the JSON that was expected. Stays within the module. */
public final class JsonException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param expectation what was expected and what is there
   * @param offset of the byte at fault, from 0
   */
  public JsonException(String expectation, int offset) {
    super("byte " + offset + ": " + expectation);
  }
}
