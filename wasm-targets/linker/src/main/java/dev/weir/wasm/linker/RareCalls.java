package dev.weir.wasm.linker;

import java.util.Set;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.backend.wasm.model.instruction.WasmBlock;
import org.teavm.backend.wasm.model.instruction.WasmCall;
import org.teavm.backend.wasm.model.instruction.WasmCallReference;
import org.teavm.backend.wasm.model.instruction.WasmConditional;
import org.teavm.backend.wasm.model.instruction.WasmFunctionReference;
import org.teavm.backend.wasm.model.instruction.WasmInstruction;
import org.teavm.backend.wasm.model.instruction.WasmInstructionList;
import org.teavm.backend.wasm.model.instruction.WasmThrow;
import org.teavm.backend.wasm.model.instruction.WasmTry;
import org.teavm.model.MethodReference;

/**
 * Has what runs rarely call by reference. Envoy runs V8 without its quick compiler: all code is
 * compiled by the optimising one when a VM starts, which then knows of no call how often it is made
 * and puts up to five times a function's own size of others into it. A call by reference is left as
 * it is, for three bytes more; what of a module runs for every request keeps its calls, but for
 * those that make an exception.
 */
final class RareCalls implements RelinkStep {

  /** What is not larger is put into its callers for less than a call by reference takes. */
  private static final int SMALL = 8;

  private final Set<String> often;

  /**
   * @param often what runs often: classes, packages with all that is below them, and after a {@code
   *     !} what of these does not, classes or methods; when there is nothing, all calls stay
   */
  RareCalls(Set<String> often) {
    this.often = often;
  }

  @Override
  public void apply(WasmModule module) {
    if (often.isEmpty()) {
      return;
    }
    for (WasmFunction function : module.functions) {
      if (function.getImportName() == null && function.getJavaMethod() != null) {
        byReference(function.getBody(), runsOften(function));
      }
    }
  }

  /** What is called most closely counts; what makes an object, or prepares a class, is rare. */
  private boolean runsOften(WasmFunction function) {
    MethodReference method = function.getJavaMethod();
    if (method == null) {
      return true;
    }
    String name = method.getClassName();
    if (method.getName().startsWith("<") || isRare(name + '#' + method.getName())) {
      return false;
    }
    while (!often.contains(name)) {
      int end = Math.max(name.lastIndexOf('.'), name.lastIndexOf('$'));
      if (end < 0 || isRare(name)) {
        return false;
      }
      name = name.substring(0, end);
    }
    return true;
  }

  private boolean isRare(String name) {
    return often.contains('!' + name);
  }

  /**
   * @param runsOften of such only calls of what does not, and those that make an exception
   */
  private void byReference(WasmInstructionList list, boolean runsOften) {
    WasmInstruction next;
    for (WasmInstruction at = list.getFirst(); at != null; at = next) {
      next = at.getNext();
      if (at instanceof WasmBlock block) {
        byReference(block.getBody(), runsOften);
      } else if (at instanceof WasmConditional conditional) {
        byReference(conditional.getThenBlock(), runsOften);
        byReference(conditional.getElseBlock(), runsOften);
      } else if (at instanceof WasmTry attempt) {
        byReference(attempt.getBody(), runsOften);
      } else if (at instanceof WasmCall call
          && isLarge(call.getFunction())
          && (!runsOften || next instanceof WasmThrow || !runsOften(call.getFunction()))) {
        byReference(call);
      }
    }
  }

  private static void byReference(WasmCall call) {
    WasmFunction function = call.getFunction();
    function.setReferenced(true);
    call.insertPrevious(new WasmFunctionReference(function));
    call.insertPrevious(new WasmCallReference(function.getType()));
    call.delete();
  }

  private static boolean isLarge(WasmFunction function) {
    return function.getImportName() == null && count(function.getBody(), 0) > SMALL;
  }

  /** How many instructions there are, as far as it matters. */
  private static int count(WasmInstructionList list, int before) {
    int count = before;
    for (WasmInstruction at = list.getFirst(); at != null && count <= SMALL; at = at.getNext()) {
      count++;
      if (at instanceof WasmBlock block) {
        count = count(block.getBody(), count);
      } else if (at instanceof WasmConditional conditional) {
        count = count(conditional.getElseBlock(), count(conditional.getThenBlock(), count));
      } else if (at instanceof WasmTry attempt) {
        count = count(attempt.getBody(), count);
      }
    }
    return count;
  }
}
