package dev.weir.wasm.linker;

import java.util.List;

/** A program that cannot become a proxy-wasm module: says which class and method, and why. */
public final class LinkException extends Exception {

  private static final long serialVersionUID = 1L;

  /** One thing at fault, with the method that needs it. */
  public LinkException(String problem) {
    super(problem);
  }

  /** One thing at fault, and what was caught. */
  public LinkException(String problem, Throwable cause) {
    super(problem, cause);
  }

  /** Several, each on lines of its own. */
  public LinkException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
