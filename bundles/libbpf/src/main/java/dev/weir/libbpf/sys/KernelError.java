package dev.weir.libbpf.sys;

/** A native call failed: which, and errno. */
public final class KernelError extends Exception {

  private static final long serialVersionUID = 1L;

  private final int errno;

  /**
   * @param operation what was asked, as a verb phrase: "pin map x at /y"
   * @param errno positive
   */
  public KernelError(String operation, int errno) {
    super("cannot " + operation + ": " + Errno.name(errno));
    this.errno = errno;
  }

  /** errno, positive. */
  public int errno() {
    return errno;
  }

  /** The result of a call that reports errors as −errno, when it is none. */
  public static int check(String operation, int returned) throws KernelError {
    if (returned < 0) {
      throw new KernelError(operation, -returned);
    }
    return returned;
  }
}
