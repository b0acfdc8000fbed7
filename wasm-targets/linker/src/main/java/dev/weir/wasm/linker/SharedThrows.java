package dev.weir.wasm.linker;

import java.util.LinkedHashMap;
import java.util.Map;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.backend.wasm.model.instruction.WasmBlock;
import org.teavm.backend.wasm.model.instruction.WasmBreak;
import org.teavm.backend.wasm.model.instruction.WasmConditional;
import org.teavm.backend.wasm.model.instruction.WasmInstruction;
import org.teavm.backend.wasm.model.instruction.WasmInstructionList;
import org.teavm.backend.wasm.model.instruction.WasmReturn;
import org.teavm.backend.wasm.model.instruction.WasmTry;

/**
 * One throw of each kind in a function, or in a try, instead of one at every check. TeaVM writes a
 * block of ten bytes and more wherever a reference may be null or an index out of bounds; here each
 * becomes a branch of two to a block around the whole:
 *
 * <pre>{@code
 * (block $null                          (block $null
 *   value                         is      value
 *   (br_on_non_null $checked)             (br_on_null $null)
 *   (throw (call $npe))                   ...
 * ) ...                                   return)
 *                                       (throw (call $npe))
 * }</pre>
 */
final class SharedThrows implements RelinkStep {

  @Override
  public void apply(WasmModule module) {
    for (WasmFunction function : module.functions) {
      if (function.getImportName() == null) {
        share(function.getBody(), new WasmReturn());
      }
    }
  }

  /**
   * @param scope what an exception that is thrown in it leaves, as a whole
   * @param exit leaves it with what it has for a result
   */
  private static void share(WasmInstructionList scope, WasmInstruction exit) {
    Map<FailedCheck.Thrown, WasmBlock> shared = new LinkedHashMap<>();
    walk(scope, shared);
    WasmInstruction leave = exit;
    for (Map.Entry<FailedCheck.Thrown, WasmBlock> entry : shared.entrySet()) {
      WasmBlock around = entry.getValue();
      around.getBody().transferFrom(scope);
      if (!ends(around.getBody())) {
        around.getBody().add(leave);
      }
      leave = exit instanceof WasmBreak ? new WasmBreak(scope) : new WasmReturn();
      scope.add(around);
      scope.builder().call(entry.getKey().exception()).throw_(entry.getKey().tag());
    }
  }

  private static boolean ends(WasmInstructionList list) {
    return list.getLast() != null && list.getLast().isTerminating();
  }

  private static void walk(WasmInstructionList list, Map<FailedCheck.Thrown, WasmBlock> shared) {
    WasmInstruction next;
    for (WasmInstruction at = list.getFirst(); at != null; at = next) {
      next = at.getNext();
      if (at instanceof WasmBlock block) {
        walk(block.getBody(), shared);
        FailedCheck check = FailedCheck.of(block);
        if (check != null) {
          branch(check, shared);
        }
      } else if (at instanceof WasmConditional conditional) {
        walk(conditional.getThenBlock(), shared);
        walk(conditional.getElseBlock(), shared);
      } else if (at instanceof WasmTry attempt) {
        share(attempt.getBody(), new WasmBreak(attempt.getBody()));
      }
    }
  }

  private static void branch(FailedCheck check, Map<FailedCheck.Thrown, WasmBlock> shared) {
    WasmBlock known = shared.get(check.thrown());
    WasmBlock around = known == null ? new WasmBlock(false) : known;
    if (check.branchTo(around.getBody())) {
      shared.put(check.thrown(), around);
    }
  }
}
