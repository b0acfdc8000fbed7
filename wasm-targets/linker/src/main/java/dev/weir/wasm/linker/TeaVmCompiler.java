package dev.weir.wasm.linker;

import dev.weir.wasm.linker.runtime.FdLibm;
import dev.weir.wasm.linker.transform.CheckedDivision;
import dev.weir.wasm.linker.transform.LeftOut;
import dev.weir.wasm.linker.transform.NoStackTraces;
import dev.weir.wasm.linker.transform.SmallDecimals;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.backend.wasm.WasmGCTarget;
import org.teavm.backend.wasm.intrinsics.WasmGCCodeGenContext;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.backend.wasm.model.WasmType;
import org.teavm.dependency.PreciseDependencyAnalyzer;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderSource;
import org.teavm.model.MethodReference;
import org.teavm.model.PreOptimizingClassHolderSource;
import org.teavm.model.ReferenceCache;
import org.teavm.parsing.ClasspathClassHolderSource;
import org.teavm.parsing.resource.ResourceProvider;
import org.teavm.vm.TeaVM;
import org.teavm.vm.TeaVMBuilder;
import org.teavm.vm.TeaVMPluginLoader;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Drives TeaVM's builder for the Wasm GC target and hands out the module's model, complete but for
 * what the relink steps change. Uses internal API of the pinned TeaVM version.
 */
final class TeaVmCompiler {

  /** The entry point's export: proxy-wasm hosts call it when a VM starts. */
  private static final String START = "_start";

  /** Its start-up code calls JavaScript, which Envoy does not have. */
  private static final String JAVASCRIPT_PLUGIN = "org.teavm.jso.impl.JSOPlugin";

  private final LinkRequest request;
  private final List<File> classpath;
  private @Nullable WasmModule module;

  TeaVmCompiler(LinkRequest request) {
    this.request = request;
    this.classpath = new ArrayList<>();
    request.classpath().forEach(entry -> classpath.add(entry.toFile()));
    ClassLibrary.jars().forEach(jar -> classpath.add(jar.toFile()));
  }

  WasmModule compile() throws LinkException {
    try (ResourceProvider resources = ResourceProvider.ofClassPath(classpath);
        URLClassLoader loader = new URLClassLoader(urls(), TeaVmCompiler.class.getClassLoader())) {
      TeaVM vm = configure(resources, loader);
      vm.build(name -> new ByteArrayOutputStream(), "module.wasm");
      CompileProblems.check(vm);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (module == null) {
      throw new LinkException("TeaVM reported no problem and generated no module");
    }
    return module;
  }

  private TeaVM configure(ResourceProvider resources, ClassLoader loader) throws LinkException {
    ReferenceCache references = new ReferenceCache();
    ClassHolderSource classes =
        new PreOptimizingClassHolderSource(
            new ClasspathClassHolderSource(resources, references, loader));
    requireMain(classes);
    LeftOut leftOut = new LeftOut(request.leftOut());
    if (!leftOut.unknown(classes).isEmpty()) {
      throw new LinkException("to be left out, but not there: " + leftOut.unknown(classes));
    }
    TeaVMBuilder builder = new TeaVMBuilder(target());
    builder.setReferenceCache(references);
    builder.setClassLoader(loader);
    builder.setResourceProvider(resources);
    builder.setClassSource(classes);
    builder.setDependencyAnalyzerFactory(PreciseDependencyAnalyzer::new);
    builder.setObfuscated(true);
    builder.setStrict(true);
    TeaVM vm = builder.build();
    vm.setOptimizationLevel(request.optimisation());
    for (TeaVMPlugin plugin : TeaVMPluginLoader.load(loader)) {
      if (!plugin.getClass().getName().equals(JAVASCRIPT_PLUGIN)) {
        plugin.install(vm);
      }
    }
    vm.add(leftOut);
    vm.add(new NoStackTraces());
    vm.add(new CheckedDivision());
    vm.add(new SmallDecimals());
    vm.preserveType(FdLibm.class.getName());
    vm.setEntryPoint(request.mainClass());
    return vm;
  }

  private void requireMain(ClassHolderSource classes) throws LinkException {
    ClassHolder main = classes.get(request.mainClass());
    if (main == null || main.getMethod(TeaVM.MAIN_METHOD_DESC) == null) {
      throw new LinkException(
          (main == null ? "there is no class " : "there is no main(String[]) in ")
              + request.mainClass()
              + " among "
              + request.classpath());
    }
  }

  /** Strict: null, bounds and casts are checked. Compact mode of 0.15.0 emits invalid modules. */
  private WasmGCTarget target() {
    WasmGCTarget target = new WasmGCTarget();
    target.setObfuscated(true);
    target.setStrict(true);
    target.contributeToCodeGen(
        (context, registry) -> {
          module = context.module();
          exportMain(context);
        });
    return target;
  }

  private void exportMain(WasmGCCodeGenContext context) {
    MethodReference main = new MethodReference(request.mainClass(), TeaVM.MAIN_METHOD_DESC);
    WasmFunction start = new WasmFunction(context.functionTypes().of(null));
    start.setName(START);
    start.setExportName(START);
    WasmFunction target = context.functions().forStaticMethod(main);
    WasmType.Reference arguments = (WasmType.Reference) target.getType().getParameterTypes().get(0);
    start.getBody().builder().nullConst(arguments).call(target);
    context.module().functions.add(start);
  }

  private URL[] urls() throws IOException {
    URL[] urls = new URL[classpath.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = Path.of(classpath.get(i).getPath()).toUri().toURL();
    }
    return urls;
  }
}
