package dev.weir.wasm.linker;

import org.jspecify.annotations.Nullable;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmTag;
import org.teavm.backend.wasm.model.instruction.WasmBlock;
import org.teavm.backend.wasm.model.instruction.WasmBranch;
import org.teavm.backend.wasm.model.instruction.WasmCall;
import org.teavm.backend.wasm.model.instruction.WasmInstruction;
import org.teavm.backend.wasm.model.instruction.WasmInstructionList;
import org.teavm.backend.wasm.model.instruction.WasmInt32Constant;
import org.teavm.backend.wasm.model.instruction.WasmIntBinary;
import org.teavm.backend.wasm.model.instruction.WasmIntBinaryOperation;
import org.teavm.backend.wasm.model.instruction.WasmNullBranch;
import org.teavm.backend.wasm.model.instruction.WasmNullCondition;
import org.teavm.backend.wasm.model.instruction.WasmThrow;

/**
 * A block of TeaVM's that is left when a check holds, and throws at its end otherwise.
 *
 * @param block the whole
 * @param thrown what it throws
 */
record FailedCheck(WasmBlock block, Thrown thrown) {

  /**
   * What is thrown.
   *
   * @param exception makes the exception
   * @param tag with which it is thrown
   */
  record Thrown(WasmFunction exception, WasmTag tag) {}

  /** The check that a block may be, or null; whether it is one {@link #branchTo} finds out. */
  static @Nullable FailedCheck of(WasmBlock block) {
    if (!block.isLoop()
        && block.getBody().getLast() instanceof WasmThrow end
        && end.getPrevious() instanceof WasmCall call
        && call.getFunction().getType().getParameterTypes().isEmpty()) {
      return new FailedCheck(block, new Thrown(call.getFunction(), end.getTag()));
    }
    return null;
  }

  /**
   * Puts in the block's place a branch that is taken when the check fails.
   *
   * @return false if the block is no check of a known form; it stays
   */
  boolean branchTo(WasmInstructionList target) {
    WasmInstruction last = call().getPrevious();
    if (last instanceof WasmNullBranch branch) {
      return nullCheck(branch, target);
    }
    if (last instanceof WasmBranch branch && branch.getTarget() == block.getBody()) {
      return bound(branch, target);
    }
    return last instanceof WasmBlock inner && bounds(inner, target);
  }

  private WasmInstruction call() {
    return block.getBody().getLast().getPrevious();
  }

  private boolean nullCheck(WasmNullBranch branch, WasmInstructionList target) {
    if (branch != block.getBody().getFirst()
        || branch.getCondition() != WasmNullCondition.NOT_NULL
        || branch.getTarget() != block.getBody()) {
      return false;
    }
    branch.delete();
    block.insertPrevious(new WasmNullBranch(WasmNullCondition.NULL, target));
    block.delete();
    return true;
  }

  /** {@code index < length}, where the index is known not to be negative, or {@code index >= 0}. */
  private boolean bound(WasmBranch branch, WasmInstructionList target) {
    if (!(branch.getPrevious() instanceof WasmIntBinary comparison)) {
      return false;
    }
    switch (comparison.getOperation()) {
      case LT_SIGNED -> comparison.setOperation(WasmIntBinaryOperation.GE_SIGNED);
      case GE_SIGNED -> comparison.setOperation(WasmIntBinaryOperation.LT_SIGNED);
      default -> {
        return false;
      }
    }
    unfold(block.getBody(), branch, target);
    return true;
  }

  /** {@code index >= 0 && index < length}, which is one comparison without a sign. */
  private boolean bounds(WasmBlock inner, WasmInstructionList target) {
    WasmInstruction index = inner.getBody().getFirst();
    if (inner != block.getBody().getFirst()
        || index == null
        || !(index.getNext() instanceof WasmInt32Constant zero)
        || zero.getValue() != 0
        || !(zero.getNext() instanceof WasmIntBinary below)
        || below.getOperation() != WasmIntBinaryOperation.LT_SIGNED
        || !(below.getNext() instanceof WasmBranch negative)
        || negative.getTarget() != inner.getBody()
        || !(inner.getBody().getLast() instanceof WasmBranch branch)
        || branch.getTarget() != block.getBody()
        || !(branch.getPrevious() instanceof WasmIntBinary comparison)
        || comparison.getOperation() != WasmIntBinaryOperation.LT_SIGNED) {
      return false;
    }
    index.delete();
    zero.delete();
    below.delete();
    negative.delete();
    comparison.setOperation(WasmIntBinaryOperation.GE_UNSIGNED);
    unfold(inner.getBody(), branch, target);
    return true;
  }

  private void unfold(WasmInstructionList body, WasmBranch branch, WasmInstructionList target) {
    branch.setTarget(target);
    for (WasmInstruction next = branch.getNext(); next != null; next = branch.getNext()) {
      next.delete();
    }
    block.insertNext(body);
    block.delete();
  }
}
