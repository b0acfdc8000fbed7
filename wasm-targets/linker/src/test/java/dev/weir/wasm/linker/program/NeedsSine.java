package dev.weir.wasm.linker.program;

/** Calls a function that is only in JavaScript. */
public final class NeedsSine {

  private NeedsSine() {}

  /** The entry point. */
  public static void main(String[] arguments) {
    Abi.reach();
    angle(arguments.length);
  }

  private static void angle(double x) {
    Abi.log((int) (100 * Math.sin(x)), 0, 0);
  }
}
