package dev.weir.hostile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ExportSection;
import run.endive.wasm.types.FunctionType;

/** A module in Endive, the interpreter on the JVM. */
final class EndiveRun {

  private static final String CONFIGURE = "proxy_on_configure";

  /** One callback in so many is a configuration. */
  private static final int CONFIGURATIONS = 50;

  private static final int CONTEXTS = 30;

  private final Random random;
  private final HostileProxy proxy;
  private final List<byte[]> texts;
  private final Instance guest;
  private final List<String> callbacks = new ArrayList<>();
  private final List<Integer> parameters = new ArrayList<>();
  private long configured;
  private long passed;

  EndiveRun(Filter filter, List<byte[]> texts, long seed) throws IOException {
    this.random = new Random(seed);
    this.proxy = new HostileProxy(random);
    this.texts = texts;
    WasmModule module = Parser.parse(filter.module());
    ImportValues imports = ImportValues.builder().addFunction(proxy.functions(module)).build();
    this.guest = Instance.builder(module).withImportValues(imports).withStart(false).build();
    ExportSection exports = module.exportSection();
    for (int i = 0; i < exports.exportCount(); i++) {
      String name = exports.getExport(i).name();
      if (name.startsWith("proxy_on_") && !name.equals("proxy_on_memory_allocate")) {
        FunctionType type = guest.exportType(name);
        callbacks.add(name);
        parameters.add(type.params().size());
      }
    }
  }

  /** Makes so many callbacks; ends at the first trap. */
  Outcome run(long count) {
    List<String> traps = new ArrayList<>();
    long made = 0;
    String what = "_start";
    try {
      guest.export("_start").apply();
      for (; made < count; made++) {
        what = step();
      }
    } catch (RuntimeException | StackOverflowError e) {
      traps.add("callback " + made + ", after " + what + ": " + e);
    }
    return new Outcome(made, configured, passed, List.copyOf(proxy.guarded()), traps);
  }

  private String step() {
    int next =
        random.nextInt(CONFIGURATIONS) == 0
            ? callbacks.indexOf(CONFIGURE)
            : random.nextInt(callbacks.size());
    String name = callbacks.get(next);
    long[] arguments = new long[parameters.get(next)];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = i == 0 ? context() : size();
    }
    if (name.equals(CONFIGURE)) {
      byte[] text = texts.get(random.nextInt(texts.size()));
      proxy.configuration(text);
      arguments[1] = random.nextInt(20) == 0 ? size() : text.length;
    }
    long[] result = guest.export(name).apply(arguments);
    boolean zero = result == null || result.length == 0 || (int) result[0] == 0;
    configured += name.equals(CONFIGURE) && !zero ? 1 : 0;
    passed += !name.equals(CONFIGURE) && zero ? 1 : 0;
    return name;
  }

  private int context() {
    return random.nextInt(100) == 0 ? random.nextInt() : random.nextInt(CONTEXTS);
  }

  private int size() {
    return random.nextInt(100) == 0 ? random.nextInt() : random.nextInt(200);
  }
}
