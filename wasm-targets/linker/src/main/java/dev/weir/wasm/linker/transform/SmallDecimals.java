package dev.weir.wasm.linker.transform;

import dev.weir.wasm.linker.runtime.Decimals;
import java.util.Map;
import org.teavm.classlib.impl.text.DoubleAnalyzer;
import org.teavm.classlib.impl.text.DoubleSynthesizer;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.instructions.InvokeInstruction;

/** Doubles are printed and parsed by {@link Decimals}, so that TeaVM's tables stay out. */
public final class SmallDecimals implements ClassHolderTransformer {

  private static final Map<MethodReference, MethodReference> INSTEAD =
      Map.of(
          new MethodReference(
              DoubleAnalyzer.class,
              "analyze",
              double.class,
              DoubleAnalyzer.Result.class,
              void.class),
          new MethodReference(
              Decimals.class, "analyze", double.class, DoubleAnalyzer.Result.class, void.class),
          new MethodReference(
              DoubleSynthesizer.class,
              "synthesizeDouble",
              long.class,
              int.class,
              boolean.class,
              double.class),
          new MethodReference(
              Decimals.class, "synthesize", long.class, int.class, boolean.class, double.class));

  @Override
  public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
    for (MethodHolder method : type.getMethods()) {
      if (method.getProgram() != null) {
        method.getProgram().getBasicBlocks().forEach(SmallDecimals::redirect);
      }
    }
  }

  private static void redirect(BasicBlock block) {
    for (Instruction instruction : block) {
      if (instruction instanceof InvokeInstruction call) {
        call.setMethod(INSTEAD.getOrDefault(call.getMethod(), call.getMethod()));
      }
    }
  }
}
