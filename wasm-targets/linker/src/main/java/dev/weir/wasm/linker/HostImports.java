package dev.weir.wasm.linker;

import java.util.ArrayList;
import java.util.List;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmModule;

/** Refuses a module that imports what the host does not provide, naming the way to each call. */
final class HostImports implements RelinkStep {

  /** Of WASI a proxy has only what is harmless; programs need randomness of it. */
  private static final String WASI = "wasi_snapshot_preview1";

  @Override
  public void apply(WasmModule module) throws LinkException {
    Reachability reachability = new Reachability(module);
    List<String> problems = new ArrayList<>();
    for (WasmFunction function : module.functions) {
      if (function.getImportName() != null && !provides(function)) {
        problems.add(problem(function, reachability));
      }
    }
    if (!problems.isEmpty()) {
      throw new LinkException(problems);
    }
  }

  /** Whether a proxy-wasm host has it; Envoy links no other import. */
  static boolean provides(WasmFunction function) {
    return "env".equals(function.getImportModule())
        ? function.getImportName().startsWith("proxy_")
        : WASI.equals(function.getImportModule()) && "random_get".equals(function.getImportName());
  }

  private static String problem(WasmFunction function, Reachability reachability) {
    return "import "
        + function.getImportModule()
        + "."
        + function.getImportName()
        + " has no body in the proxy; called"
        + reachability.describeCallers(function);
  }
}
