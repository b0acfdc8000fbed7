package dev.weir.wasm.linker.program;

import org.teavm.interop.Export;

/** Has a callback that no proxy-wasm host would call. */
public final class ReturnsDouble {

  private ReturnsDouble() {}

  /** The entry point. */
  public static void main(String[] arguments) {
    Abi.reach();
  }

  /** Returns what the ABI does not know. */
  @Export(name = "proxy_on_log")
  public static double log(int context) {
    return context;
  }
}
