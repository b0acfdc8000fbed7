package dev.weir.wasm.linker;

import java.util.Set;
import org.teavm.backend.wasm.model.WasmGlobal;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.backend.wasm.model.WasmTag;

/**
 * Makes imported globals constants and exports none. TeaVM imports the bounds of the heap that
 * {@link NoBufferHeap} takes out.
 */
final class ConstantGlobals implements RelinkStep {

  private static final Set<String> HEAP_BOUNDS = Set.of("heapOffset", "maxSize");

  @Override
  public void apply(WasmModule module) throws LinkException {
    for (WasmGlobal global : module.globals) {
      global.setExportName(null);
      String name = global.getImportName();
      if (name == null) {
        continue;
      }
      if (!HEAP_BOUNDS.contains(name)) {
        throw new LinkException(
            "the program needs the global " + global.getImportModule() + "." + name + " of a page");
      }
      global.setImportModule(null);
      global.setImportName(null);
      global.getInitialValue().builder().i32Const(0);
    }
    for (WasmTag tag : module.tags) {
      tag.setExportName(null);
    }
  }
}
