package dev.weir.wasm.linker.program;

/** Exports nothing. */
public final class WithoutDispatcher {

  private WithoutDispatcher() {}

  /** The entry point. */
  public static void main(String[] arguments) {
    if (arguments != null && arguments.length > 9) {
      throw new IllegalArgumentException("too many arguments");
    }
  }
}
