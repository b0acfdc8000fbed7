package dev.weir.wasm.linker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmGlobal;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.backend.wasm.model.instruction.WasmCall;
import org.teavm.backend.wasm.model.instruction.WasmDefaultInstructionVisitor;
import org.teavm.backend.wasm.model.instruction.WasmFunctionReference;
import org.teavm.model.MethodReference;

/**
 * Which functions can run: called or referred to from an export, the start function, the table or a
 * global, and from those in turn. Breadth first, so that the way to each is a shortest one.
 */
final class Reachability extends WasmDefaultInstructionVisitor {

  private static final int SHOWN_CALLERS = 12;

  private final Map<WasmFunction, @Nullable WasmFunction> caller = new HashMap<>();
  private final Deque<WasmFunction> work = new ArrayDeque<>();
  private @Nullable WasmFunction current;

  Reachability(WasmModule module) {
    for (WasmFunction function : module.functions) {
      if (function.getExportName() != null || function == module.getStartFunction()) {
        reach(function);
      }
    }
    module.getFunctionTable().forEach(this::reach);
    for (WasmGlobal global : module.globals) {
      visitMany(global.getInitialValue());
    }
    for (WasmFunction next = work.poll(); next != null; next = work.poll()) {
      current = next;
      visitMany(next.getBody());
    }
  }

  boolean reaches(WasmFunction function) {
    return caller.containsKey(function);
  }

  /** The calls that lead to a function, nearest first, one a line. */
  String describeCallers(WasmFunction function) {
    StringBuilder text = new StringBuilder();
    WasmFunction at = caller.get(function);
    for (int i = 0; i < SHOWN_CALLERS && at != null; i++) {
      text.append("\n    at ").append(name(at));
      at = caller.get(at);
    }
    return text.toString();
  }

  private static String name(WasmFunction function) {
    MethodReference method = function.getJavaMethod();
    return method == null
        ? String.valueOf(function.getName())
        : method.getClassName() + "." + method.getName();
  }

  @Override
  public void visit(WasmCall instruction) {
    reach(instruction.getFunction());
  }

  @Override
  public void visit(WasmFunctionReference instruction) {
    reach(instruction.getFunction());
  }

  private void reach(@Nullable WasmFunction function) {
    if (function != null && !caller.containsKey(function)) {
      caller.put(function, current);
      work.add(function);
    }
  }
}
