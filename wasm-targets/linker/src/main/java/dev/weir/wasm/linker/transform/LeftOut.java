package dev.weir.wasm.linker.transform;

import dev.weir.wasm.linker.runtime.NotThere;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHierarchy;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ClassReader;
import org.teavm.model.ClassReaderSource;
import org.teavm.model.ElementModifier;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.model.instructions.ConstructInstruction;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.NullConstantInstruction;

/**
 * Leaves methods and classes out of a build: who calls such a method or makes such an object gets
 * an {@link UnsupportedOperationException}, and what only they reach is not in the module.
 */
public final class LeftOut implements ClassHolderTransformer {

  private final Set<String> names;

  /**
   * @param names {@code package.Class#method}, all of that name, or {@code package.Class}, of which
   *     there are no objects then
   */
  public LeftOut(Set<String> names) {
    this.names = Set.copyOf(names);
  }

  @Override
  public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
    for (MethodHolder method : type.getMethods()) {
      if (method.getProgram() == null) {
        continue;
      }
      String name = type.getName() + "#" + method.getName();
      if (names.contains(name)) {
        leaveOut(method, context.getHierarchy());
      } else if (names.contains(type.getName()) && ofObjects(method)) {
        leaveOut(method, context.getHierarchy());
      } else {
        method.getProgram().getBasicBlocks().forEach(this::makeNone);
      }
    }
  }

  /** Those of the names that are none of a class or method. */
  public List<String> unknown(ClassReaderSource classes) {
    List<String> unknown = new ArrayList<>();
    for (String name : new TreeSet<>(names)) {
      int end = name.indexOf('#');
      ClassReader type = classes.get(end < 0 ? name : name.substring(0, end));
      if (type == null || (end >= 0 && !has(type, name.substring(end + 1)))) {
        unknown.add(name);
      }
    }
    return unknown;
  }

  private static boolean has(ClassReader type, String method) {
    return type.getMethods().stream().anyMatch(candidate -> candidate.getName().equals(method));
  }

  private static void leaveOut(MethodHolder method, ClassHierarchy hierarchy) {
    ProgramEmitter.create(method, hierarchy).construct(UnsupportedOperationException.class).raise();
  }

  /** Where there are no objects, nothing can be called on one. */
  private static boolean ofObjects(MethodHolder method) {
    return !method.hasModifier(ElementModifier.STATIC) && !method.getName().equals("<init>");
  }

  private void makeNone(BasicBlock block) {
    for (Instruction instruction : block) {
      if (instruction instanceof ConstructInstruction made && names.contains(made.getType())) {
        NullConstantInstruction none = new NullConstantInstruction();
        none.setReceiver(made.getReceiver());
        none.setLocation(made.getLocation());
        made.insertPrevious(refusal(made));
        made.replace(none);
      } else if (instruction instanceof InvokeInstruction call && makes(call)) {
        call.delete();
      }
    }
  }

  /** A constructor that runs as part of another's is that of a subclass, which stays. */
  private boolean makes(InvokeInstruction call) {
    return call.getMethod().getName().equals("<init>")
        && names.contains(call.getMethod().getClassName())
        && call.getInstance() != call.getProgram().variableAt(0);
  }

  private static Instruction refusal(Instruction at) {
    InvokeInstruction call = new InvokeInstruction();
    call.setType(InvocationType.SPECIAL);
    call.setMethod(new MethodReference(NotThere.class.getName(), "refuse", ValueType.VOID));
    call.setLocation(at.getLocation());
    return call;
  }
}
