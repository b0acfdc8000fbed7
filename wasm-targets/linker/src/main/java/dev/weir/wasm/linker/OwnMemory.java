package dev.weir.wasm.linker;

import org.teavm.backend.wasm.model.WasmMemorySegment;
import org.teavm.backend.wasm.model.WasmModule;

/**
 * Gives the module a linear memory of its own, exported, of fixed size. The data segments must end
 * below {@value #ABI_BASE}, where the memory that is shared with the host begins.
 */
final class OwnMemory implements RelinkStep {

  /** First byte that the SDK uses; what TeaVM places in linear memory ends below. */
  static final int ABI_BASE = 65_536;

  private final int pages;

  /**
   * @param pages size in pages of 64 KiB, and the most it will ever have
   */
  OwnMemory(int pages) {
    this.pages = pages;
  }

  @Override
  public void apply(WasmModule module) throws LinkException {
    for (WasmMemorySegment segment : module.getSegments()) {
      long end = (long) segment.getOffset() + segment.getLength();
      if (end > ABI_BASE) {
        throw new LinkException(
            "the program's data ends at byte "
                + end
                + " of linear memory, the memory shared with the host begins at "
                + ABI_BASE
                + ": keep large tables out of resources and structures");
      }
    }
    module.memoryImportModule = null;
    module.memoryImportName = null;
    module.memoryExportName = "memory";
    module.setMinMemorySize(pages);
    module.setMaxMemorySize(pages);
  }
}
