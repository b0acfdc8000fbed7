package dev.weir.wasm.linker.transform;

import dev.weir.wasm.linker.runtime.Division;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.AssignInstruction;
import org.teavm.model.instructions.BinaryInstruction;
import org.teavm.model.instructions.BinaryOperation;
import org.teavm.model.instructions.CastNumberInstruction;
import org.teavm.model.instructions.IntegerConstantInstruction;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.LongConstantInstruction;
import org.teavm.model.instructions.NumericOperandType;

/**
 * Integer division as Java has it. Wasm's traps on a zero divisor and on {@code MIN_VALUE / -1},
 * and a trap cannot be caught; so {@code /} and {@code %} become calls of {@link Division}, which
 * the optimiser inlines. Divisors that are constants other than 0 and -1 are left alone.
 */
public final class CheckedDivision implements ClassHolderTransformer {

  private static final String CHECKED = Division.class.getName();

  @Override
  public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
    if (type.getName().equals(CHECKED)) {
      return;
    }
    for (MethodHolder method : type.getMethods()) {
      Program program = method.getProgram();
      if (program != null) {
        for (BasicBlock block : program.getBasicBlocks()) {
          check(block);
        }
      }
    }
  }

  private static void check(BasicBlock block) {
    for (Instruction instruction : block) {
      if (instruction instanceof BinaryInstruction operation
          && divides(operation)
          && !constantDivisor(operation)) {
        instruction.replace(checked(operation));
      }
    }
  }

  private static boolean divides(BinaryInstruction operation) {
    boolean integral =
        operation.getOperandType() == NumericOperandType.INT
            || operation.getOperandType() == NumericOperandType.LONG;
    return integral
        && (operation.getOperation() == BinaryOperation.DIVIDE
            || operation.getOperation() == BinaryOperation.MODULO);
  }

  private static InvokeInstruction checked(BinaryInstruction operation) {
    ValueType type =
        operation.getOperandType() == NumericOperandType.LONG ? ValueType.LONG : ValueType.INTEGER;
    String name = operation.getOperation() == BinaryOperation.MODULO ? "remainder" : "quotient";
    InvokeInstruction call = new InvokeInstruction();
    call.setType(InvocationType.SPECIAL);
    call.setMethod(new MethodReference(CHECKED, name, type, type, type));
    call.setArguments(operation.getFirstOperand(), operation.getSecondOperand());
    call.setReceiver(operation.getReceiver());
    call.setLocation(operation.getLocation());
    return call;
  }

  /** Follows the divisor back within its block to a constant. */
  private static boolean constantDivisor(BinaryInstruction operation) {
    Variable divisor = operation.getSecondOperand();
    for (Instruction i = operation.getPrevious(); i != null; i = i.getPrevious()) {
      if (i instanceof IntegerConstantInstruction constant && constant.getReceiver() == divisor) {
        return safe(constant.getConstant());
      }
      if (i instanceof LongConstantInstruction constant && constant.getReceiver() == divisor) {
        return safe(constant.getConstant());
      }
      if (i instanceof AssignInstruction copy && copy.getReceiver() == divisor) {
        divisor = copy.getAssignee();
      } else if (i instanceof CastNumberInstruction cast && cast.getReceiver() == divisor) {
        divisor = cast.getValue();
      }
    }
    return false;
  }

  private static boolean safe(long divisor) {
    return divisor != 0 && divisor != -1;
  }
}
