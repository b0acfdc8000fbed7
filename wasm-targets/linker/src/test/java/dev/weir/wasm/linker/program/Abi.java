package dev.weir.wasm.linker.program;

import org.teavm.interop.Export;
import org.teavm.interop.Import;

/** The least that a proxy-wasm module has. */
final class Abi {

  private Abi() {}

  /** Makes the exports of this class reached. */
  static void reach() {}

  @Export(name = "proxy_abi_version_0_2_1")
  public static void version() {}

  @Export(name = "proxy_on_memory_allocate")
  public static int allocate(int size) {
    return size < 0 ? 0 : 65_536;
  }

  @Import(module = "env", name = "proxy_log")
  static native int log(int level, int text, int length);
}
