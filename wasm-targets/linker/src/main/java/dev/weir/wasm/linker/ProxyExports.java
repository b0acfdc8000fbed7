package dev.weir.wasm.linker;

import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmModule;

/** Keeps the exports that proxy-wasm knows; all others go, and with them what only they call. */
final class ProxyExports implements RelinkStep {

  /** Callbacks and the allocator. */
  static final String CALLBACK = "proxy_on_";

  private static final String ABI_VERSION = "proxy_abi_version_";
  private static final String ALLOCATE = "proxy_on_memory_allocate";

  @Override
  public void apply(WasmModule module) throws LinkException {
    boolean version = false;
    boolean allocator = false;
    for (WasmFunction function : module.functions) {
      String name = function.getExportName();
      if (name != null && !known(name)) {
        function.setExportName(null);
      } else if (name != null) {
        version |= name.startsWith(ABI_VERSION);
        allocator |= name.equals(ALLOCATE);
      }
    }
    if (!version || !allocator) {
      throw new LinkException(
          "the program exports no "
              + (version ? ALLOCATE : ABI_VERSION + "0_2_1")
              + ": its main method must reach the SDK's dispatcher");
    }
  }

  private static boolean known(String name) {
    return name.startsWith(CALLBACK) || name.startsWith(ABI_VERSION) || name.equals("_start");
  }
}
