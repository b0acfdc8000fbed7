package dev.weir.wasm.linker;

import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.model.MethodReference;
import org.teavm.runtime.heap.Heap;

/**
 * Takes out the heap in linear memory that TeaVM keeps for direct NIO buffers: it would lie where
 * the host writes. Its set-up does nothing any more; a program that allocates from it is refused.
 */
final class NoBufferHeap implements RelinkStep {

  @Override
  public void apply(WasmModule module) throws LinkException {
    for (WasmFunction function : module.functions) {
      if (isHeap(function) && function.getJavaMethod().getName().equals("init")) {
        function.getBody().clear();
      }
    }
    Reachability reachability = new Reachability(module);
    for (WasmFunction function : module.functions) {
      boolean setUp = isHeap(function) && function.getJavaMethod().getName().equals("init");
      if (isHeap(function) && !setUp && reachability.reaches(function)) {
        throw new LinkException(
            "direct NIO buffers are not there, use arrays or the SDK's memory; allocated"
                + reachability.describeCallers(function));
      }
    }
  }

  private static boolean isHeap(WasmFunction function) {
    MethodReference method = function.getJavaMethod();
    return method != null && method.getClassName().equals(Heap.class.getName());
  }
}
