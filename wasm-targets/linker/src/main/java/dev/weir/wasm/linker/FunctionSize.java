package dev.weir.wasm.linker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.model.MethodReference;

/**
 * What a function takes of a module.
 *
 * @param owner class of the method that it was compiled from; empty if TeaVM made it by itself
 * @param name of the method, with its descriptor; what TeaVM calls it if it is not from a method
 * @param bytes of its code
 */
public record FunctionSize(String owner, String name, int bytes) {

  private static final Comparator<FunctionSize> LARGEST =
      Comparator.comparingInt(FunctionSize::bytes)
          .reversed()
          .thenComparing(FunctionSize::owner)
          .thenComparing(FunctionSize::name);

  /** The functions of a module with its binary, largest first. */
  static List<FunctionSize> of(WasmModule module, byte[] binary) {
    List<Integer> bytes = Sections.functions(binary);
    List<FunctionSize> sizes = new ArrayList<>();
    for (WasmFunction function : module.functions) {
      if (function.getImportName() == null) {
        sizes.add(of(function, bytes.get(sizes.size())));
      }
    }
    sizes.sort(LARGEST);
    return List.copyOf(sizes);
  }

  private static FunctionSize of(WasmFunction function, int bytes) {
    MethodReference method = function.getJavaMethod();
    return method == null
        ? new FunctionSize("", String.valueOf(function.getName()), bytes)
        : new FunctionSize(method.getClassName(), method.getDescriptor().toString(), bytes);
  }
}
