package dev.weir.wasm.linker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmFunctionType;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.model.MethodReference;
import org.teavm.model.ValueType;
import org.teavm.runtime.heap.Heap;

final class NoBufferHeapTest {

  private final WasmModule module = new WasmModule();
  private final WasmFunctionType nothing = new WasmFunctionType("f", List.of(), List.of());

  private WasmFunction function(String owner, String name) {
    WasmFunction function = new WasmFunction(nothing);
    function.setJavaMethod(new MethodReference(owner, name, ValueType.VOID));
    module.functions.add(function);
    return function;
  }

  @Test
  void heapThatIsOnlySetUp_isEmptied() throws LinkException {
    WasmFunction init = function(Heap.class.getName(), "init");
    init.getBody().builder().unreachable();
    init.setExportName("proxy_on_log");
    new NoBufferHeap().apply(module);
    assertThat(init.getBody().isEmpty()).isTrue();
  }

  @Test
  void heapThatIsAllocatedFrom_isRefusedWithTheCaller() {
    WasmFunction alloc = function(Heap.class.getName(), "alloc");
    WasmFunction caller = function("x.Filter", "onLog");
    caller.getBody().builder().call(alloc);
    caller.setExportName("proxy_on_log");
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> new NoBufferHeap().apply(module))
        .withMessageContaining("at x.Filter.onLog");
  }
}
