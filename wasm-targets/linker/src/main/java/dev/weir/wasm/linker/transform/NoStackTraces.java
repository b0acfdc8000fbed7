package dev.weir.wasm.linker.transform;

import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.MethodHolder;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ProgramEmitter;

/** Throwables without stack traces: TeaVM takes them from JavaScript, which Envoy does not have. */
public final class NoStackTraces implements ClassHolderTransformer {

  private static final String THROWABLE = "java.lang.Throwable";

  @Override
  public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
    if (!type.getName().equals(THROWABLE)) {
      return;
    }
    for (MethodHolder method : type.getMethods()) {
      switch (method.getName()) {
        case "fillInStackTrace" ->
            ProgramEmitter.create(method, context.getHierarchy())
                .var(0, ValueType.object(THROWABLE))
                .returnValue();
        case "ensureStackTrace" -> ProgramEmitter.create(method, context.getHierarchy()).exit();
        default -> {
          // the rest of Throwable stays
        }
      }
    }
  }
}
