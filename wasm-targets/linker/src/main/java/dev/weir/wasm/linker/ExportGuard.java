package dev.weir.wasm.linker;

import java.util.ArrayList;
import java.util.List;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmLocal;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.backend.wasm.model.WasmType;
import org.teavm.backend.wasm.model.instruction.WasmBlock;
import org.teavm.backend.wasm.model.instruction.WasmCatchClause;
import org.teavm.backend.wasm.model.instruction.WasmInstructionBuilder;
import org.teavm.backend.wasm.model.instruction.WasmTry;

/**
 * Puts a catch-all in front of every callback: an exception that gets this far becomes the result 0
 * (continue, or refused) instead of a trap that ends the VM. Traps themselves (stack overflow) are
 * not caught; the SDK reports what it can before.
 */
final class ExportGuard implements RelinkStep {

  @Override
  public void apply(WasmModule module) throws LinkException {
    List<WasmFunction> callbacks = new ArrayList<>();
    for (WasmFunction function : module.functions) {
      String name = function.getExportName();
      if (name != null && name.startsWith(ProxyExports.CALLBACK)) {
        callbacks.add(function);
      }
    }
    for (WasmFunction callback : callbacks) {
      module.functions.add(guard(callback));
    }
  }

  private static WasmFunction guard(WasmFunction callback) throws LinkException {
    List<? extends WasmType> results = callback.getType().getReturnTypes();
    if (!results.isEmpty() && results.get(0) != WasmType.INT32) {
      throw new LinkException(
          "the callback " + callback.getExportName() + " must return an int or nothing");
    }
    WasmFunction guard = new WasmFunction(callback.getType());
    guard.setName(callback.getExportName());
    guard.setExportName(callback.getExportName());
    callback.setExportName(null);
    for (WasmType type : callback.getType().getParameterTypes()) {
      guard.add(new WasmLocal(type, "argument"));
    }
    WasmBlock caught = new WasmBlock(false);
    WasmTry attempt = new WasmTry();
    WasmInstructionBuilder call = attempt.getBody().builder();
    guard.getLocalVariables().forEach(call::getLocal);
    call.call(callback).return_();
    attempt.getCatches().add(new WasmCatchClause(null, false, caught.getBody()));
    caught.getBody().add(attempt);
    guard.getBody().add(caught);
    if (!results.isEmpty()) {
      guard.getBody().builder().i32Const(0);
    }
    return guard;
  }
}
