package dev.weir.libbpf;

/** The kernel's verifier refused a program: one line as the message, and the whole log. */
public final class VerifierRefusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final String log;

  /**
   * @param summary what it refused, at which line of the source
   * @param log all that the verifier and libbpf said
   */
  public VerifierRefusal(String summary, String log) {
    super(summary);
    this.log = log;
  }

  /** All that the verifier and libbpf said, up to 1 MiB. */
  public String log() {
    return log;
  }
}
