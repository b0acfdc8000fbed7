package dev.weir.wasm.linker.program;

/** Exports nothing. */
public final class WithoutDispatcher {

  private WithoutDispatcher() {}

  /** The entry point. */
  public static void main(String[] arguments) {
    arguments.clone();
  }
}
