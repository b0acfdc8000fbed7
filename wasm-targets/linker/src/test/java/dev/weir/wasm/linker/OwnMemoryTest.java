package dev.weir.wasm.linker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.teavm.backend.wasm.model.WasmMemorySegment;
import org.teavm.backend.wasm.model.WasmModule;

final class OwnMemoryTest {

  private static WasmModule withData(int offset, int length) {
    WasmModule module = new WasmModule();
    module.memoryImportModule = "env";
    module.memoryImportName = "memory";
    WasmMemorySegment segment = new WasmMemorySegment();
    segment.setOffset(offset);
    segment.setData(new byte[length]);
    module.getSegments().add(segment);
    return module;
  }

  @Test
  void dataBelowTheBase_memoryIsOwnAndExported() throws LinkException {
    WasmModule module = withData(256, OwnMemory.ABI_BASE - 256);
    new OwnMemory(20).apply(module);
    assertThat(module.memoryImportName).isNull();
    assertThat(module.memoryExportName).isEqualTo("memory");
    assertThat(module.getMinMemorySize()).isEqualTo(20);
    assertThat(module.getMaxMemorySize()).isEqualTo(20);
  }

  @Test
  void dataBeyondTheBase_isRefused() {
    WasmModule module = withData(256, OwnMemory.ABI_BASE - 255);
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> new OwnMemory(20).apply(module))
        .withMessageContaining("ends at byte 65537");
  }
}
