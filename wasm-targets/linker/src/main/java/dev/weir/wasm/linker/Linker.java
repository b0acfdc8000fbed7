package dev.weir.wasm.linker;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.backend.wasm.render.WasmBinaryRenderer;
import org.teavm.backend.wasm.render.WasmBinaryStatsCollector;
import org.teavm.backend.wasm.render.WasmBinaryVersion;
import org.teavm.backend.wasm.render.WasmBinaryWriter;

/** Compiles a program with TeaVM and turns the result into a module that Envoy can load. */
public final class Linker {

  /**
   * Links.
   *
   * @throws LinkException when the program needs what the target lacks
   */
  public LinkedModule link(LinkRequest request) throws LinkException {
    WasmModule module = new TeaVmCompiler(request).compile();
    for (RelinkStep step : steps(request)) {
      step.apply(module);
    }
    byte[] code = render(module);
    return new LinkedModule(code, imports(module), exports(module), FunctionSize.of(module, code));
  }

  /**
   * Runtime bodies come before the exports that carry them go; dead code goes when all is wired.
   */
  private static List<RelinkStep> steps(LinkRequest request) {
    return List.of(
        new OwnMemory(request.memoryPages()),
        new RuntimeBodies(),
        new ProxyExports(),
        new ExportGuard(),
        new NoBufferHeap(),
        new ConstantGlobals(),
        new SharedThrows(),
        new DeadCode(),
        new RareCalls(request.often()),
        new SmallNumbers(),
        new HostImports());
  }

  private static byte[] render(WasmModule module) {
    module.prepareForRendering();
    WasmBinaryWriter writer = new WasmBinaryWriter();
    boolean withoutNames = true;
    new WasmBinaryRenderer(
            writer,
            WasmBinaryVersion.V_0x1,
            withoutNames,
            null,
            null,
            null,
            null,
            WasmBinaryStatsCollector.EMPTY)
        .render(module, List::of);
    return writer.getData();
  }

  private static List<String> imports(WasmModule module) {
    TreeSet<String> names = new TreeSet<>();
    for (WasmFunction function : module.functions) {
      if (function.getImportName() != null) {
        names.add(function.getImportModule() + "." + function.getImportName());
      }
    }
    return List.copyOf(names);
  }

  private static List<String> exports(WasmModule module) {
    List<String> names = new ArrayList<>();
    names.add(module.memoryExportName);
    for (WasmFunction function : module.functions) {
      if (function.getExportName() != null) {
        names.add(function.getExportName());
      }
    }
    names.sort(null);
    return List.copyOf(names);
  }
}
