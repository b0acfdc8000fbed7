package dev.weir.wasm.linker;

import java.util.HashMap;
import java.util.Map;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmLocal;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.backend.wasm.model.WasmType;
import org.teavm.backend.wasm.model.instruction.WasmFloatType;
import org.teavm.backend.wasm.model.instruction.WasmFloatUnaryOperation;
import org.teavm.backend.wasm.model.instruction.WasmInstructionBuilder;

/**
 * Gives bodies to what TeaVM's class library expects from JavaScript: an export named {@code
 * $rt.MODULE.NAME} is the body of the import {@code MODULE.NAME}, and a few are single
 * instructions. What stays without a body is refused by {@link HostImports}, if it is called.
 */
final class RuntimeBodies implements RelinkStep {

  private static final String BODY = "$rt.";

  @Override
  public void apply(WasmModule module) {
    Map<String, WasmFunction> bodies = new HashMap<>();
    for (WasmFunction function : module.functions) {
      String name = function.getExportName();
      if (name != null && name.startsWith(BODY)) {
        bodies.put(name.substring(BODY.length()), function);
        function.setExportName(null);
      }
    }
    for (WasmFunction function : module.functions) {
      if (function.getImportName() != null && !HostImports.provides(function)) {
        implement(function, bodies);
      }
    }
  }

  private static void implement(WasmFunction function, Map<String, WasmFunction> bodies) {
    String name = function.getImportModule() + "." + function.getImportName();
    WasmFunction body = bodies.get(name);
    if (body != null) {
      WasmInstructionBuilder builder = define(function);
      function.getLocalVariables().forEach(builder::getLocal);
      builder.call(body);
      return;
    }
    switch (name) {
      case "teavmMath.sqrt" -> unary(function, WasmFloatUnaryOperation.SQRT);
      case "teavmMath.ceil" -> unary(function, WasmFloatUnaryOperation.CEIL);
      case "teavmMath.floor" -> unary(function, WasmFloatUnaryOperation.FLOOR);
      case "teavm.decorateException", "teavmMemory.notifyHeapResized" -> define(function);
      case "teavm.takeStackTrace" -> define(function).nullConst(WasmType.EXTERN);
      default -> {
        // HostImports says so when it is called
      }
    }
  }

  private static void unary(WasmFunction function, WasmFloatUnaryOperation operation) {
    define(function)
        .getLocal(function.getLocalVariables().get(0))
        .floatUnary(WasmFloatType.FLOAT64, operation);
  }

  /** Makes an import a function with its parameters as locals and an empty body. */
  private static WasmInstructionBuilder define(WasmFunction function) {
    function.setImportModule(null);
    function.setImportName(null);
    if (function.getLocalVariables().isEmpty()) {
      for (WasmType type : function.getType().getParameterTypes()) {
        function.add(new WasmLocal(type, "argument"));
      }
    }
    return function.getBody().builder();
  }
}
