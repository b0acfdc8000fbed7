package dev.weir.libbpf.btf;

/** Bytes that are not the ELF object or the BTF that they should be. */
public final class MalformedObjectException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was expected where
   */
  public MalformedObjectException(String message) {
    super(message);
  }

  MalformedObjectException(String message, Throwable cause) {
    super(message, cause);
  }
}
