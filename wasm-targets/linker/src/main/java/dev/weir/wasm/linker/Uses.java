package dev.weir.wasm.linker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.backend.wasm.model.WasmArray;
import org.teavm.backend.wasm.model.WasmBlockType;
import org.teavm.backend.wasm.model.WasmCompositeType;
import org.teavm.backend.wasm.model.WasmCompositeTypeVisitor;
import org.teavm.backend.wasm.model.WasmEntity;
import org.teavm.backend.wasm.model.WasmField;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmFunctionType;
import org.teavm.backend.wasm.model.WasmGlobal;
import org.teavm.backend.wasm.model.WasmLocal;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.backend.wasm.model.WasmStructure;
import org.teavm.backend.wasm.model.WasmTag;
import org.teavm.backend.wasm.model.WasmType;
import org.teavm.backend.wasm.model.instruction.WasmArrayCopy;
import org.teavm.backend.wasm.model.instruction.WasmArrayGet;
import org.teavm.backend.wasm.model.instruction.WasmArrayNewDefault;
import org.teavm.backend.wasm.model.instruction.WasmArrayNewFixed;
import org.teavm.backend.wasm.model.instruction.WasmArraySet;
import org.teavm.backend.wasm.model.instruction.WasmBlock;
import org.teavm.backend.wasm.model.instruction.WasmCall;
import org.teavm.backend.wasm.model.instruction.WasmCallReference;
import org.teavm.backend.wasm.model.instruction.WasmCast;
import org.teavm.backend.wasm.model.instruction.WasmCastBranch;
import org.teavm.backend.wasm.model.instruction.WasmConditional;
import org.teavm.backend.wasm.model.instruction.WasmDefaultInstructionVisitor;
import org.teavm.backend.wasm.model.instruction.WasmFunctionReference;
import org.teavm.backend.wasm.model.instruction.WasmGetGlobal;
import org.teavm.backend.wasm.model.instruction.WasmIndirectCall;
import org.teavm.backend.wasm.model.instruction.WasmNullConstant;
import org.teavm.backend.wasm.model.instruction.WasmSetGlobal;
import org.teavm.backend.wasm.model.instruction.WasmStructGet;
import org.teavm.backend.wasm.model.instruction.WasmStructNew;
import org.teavm.backend.wasm.model.instruction.WasmStructNewDefault;
import org.teavm.backend.wasm.model.instruction.WasmStructSet;
import org.teavm.backend.wasm.model.instruction.WasmTest;
import org.teavm.backend.wasm.model.instruction.WasmTry;

/**
 * How often a module names each of its functions, globals and types, as numbers in its binary are
 * written: a type that only another names counts too.
 */
final class Uses extends WasmDefaultInstructionVisitor implements WasmCompositeTypeVisitor {

  private final IdentityHashMap<WasmEntity, Integer> counts = new IdentityHashMap<>();
  private final Deque<WasmCompositeType> work = new ArrayDeque<>();

  Uses(WasmModule module) {
    for (WasmFunction function : module.functions) {
      use(function.getType());
      function.getLocalVariables().stream().map(WasmLocal::getType).forEach(this::use);
      visitMany(function.getBody());
    }
    for (WasmGlobal global : module.globals) {
      use(global.getType());
      visitMany(global.getInitialValue());
    }
    for (WasmTag tag : module.tags) {
      use(tag.getType());
    }
    for (WasmCompositeType type = work.poll(); type != null; type = work.poll()) {
      type.acceptVisitor(this);
    }
  }

  /** How often it is named; 0 if it can go. */
  int count(WasmEntity entity) {
    return counts.getOrDefault(entity, 0);
  }

  private void use(WasmEntity entity) {
    if (counts.merge(entity, 1, Integer::sum) == 1 && entity instanceof WasmCompositeType type) {
      work.add(type);
    }
  }

  private void use(@Nullable WasmType type) {
    if (type instanceof WasmType.CompositeReference reference) {
      use(reference.composite);
    }
  }

  private void useAll(List<? extends WasmType> types) {
    types.forEach(this::use);
  }

  /** Types of a block's own are written in full, those of one result as the result alone. */
  private void use(@Nullable WasmBlockType type) {
    if (type instanceof WasmBlockType.Function function) {
      use(function.ref);
    } else if (type != null) {
      useAll(type.getOutputTypes());
    }
  }

  @Override
  public void visit(WasmStructure type) {
    if (type.getSupertype() != null) {
      use(type.getSupertype());
    }
    for (WasmField field : type.getFields()) {
      use(field.getUnpackedType());
    }
  }

  @Override
  public void visit(WasmArray type) {
    use(type.getElementType().asUnpackedType());
  }

  @Override
  public void visit(WasmFunctionType type) {
    type.getSupertypes().forEach(this::use);
    useAll(type.getParameterTypes());
    useAll(type.getReturnTypes());
  }

  @Override
  public void visit(WasmBlock instruction) {
    use(instruction.getType());
    super.visit(instruction);
  }

  @Override
  public void visit(WasmConditional instruction) {
    use(instruction.getType());
    super.visit(instruction);
  }

  @Override
  public void visit(WasmTry instruction) {
    use(instruction.getType());
    super.visit(instruction);
  }

  @Override
  public void visit(WasmCall instruction) {
    use(instruction.getFunction());
  }

  @Override
  public void visit(WasmFunctionReference instruction) {
    use(instruction.getFunction());
  }

  @Override
  public void visit(WasmCallReference instruction) {
    use(instruction.getType());
  }

  @Override
  public void visit(WasmIndirectCall instruction) {
    use(instruction.getType());
  }

  @Override
  public void visit(WasmGetGlobal instruction) {
    use(instruction.getGlobal());
  }

  @Override
  public void visit(WasmSetGlobal instruction) {
    use(instruction.getGlobal());
  }

  @Override
  public void visit(WasmNullConstant instruction) {
    use(instruction.getType());
  }

  @Override
  public void visit(WasmCast instruction) {
    use(instruction.getTargetType());
  }

  @Override
  public void visit(WasmCastBranch instruction) {
    use(instruction.getSourceType());
    use(instruction.getTargetType());
  }

  @Override
  public void visit(WasmTest instruction) {
    use(instruction.getTestType());
  }

  @Override
  public void visit(WasmStructNew instruction) {
    use(instruction.getType());
  }

  @Override
  public void visit(WasmStructNewDefault instruction) {
    use(instruction.getType());
  }

  @Override
  public void visit(WasmStructGet instruction) {
    use(instruction.getType());
  }

  @Override
  public void visit(WasmStructSet instruction) {
    use(instruction.getType());
  }

  @Override
  public void visit(WasmArrayNewDefault instruction) {
    use(instruction.getType());
  }

  @Override
  public void visit(WasmArrayNewFixed instruction) {
    use(instruction.getType());
  }

  @Override
  public void visit(WasmArrayGet instruction) {
    use(instruction.getType());
  }

  @Override
  public void visit(WasmArraySet instruction) {
    use(instruction.getType());
  }

  @Override
  public void visit(WasmArrayCopy instruction) {
    use(instruction.getTargetArrayType());
    use(instruction.getSourceArrayType());
  }
}
