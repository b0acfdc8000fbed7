package dev.weir.wasm.host;

import dev.weir.wasm.sdk.abi.HostCalls;
import java.util.HashSet;
import java.util.Set;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ExportSection;

/** A module in Endive's interpreter: the very binary that Envoy runs. */
public final class EndiveVm implements Guest {

  private final Instance instance;
  private final Set<String> exports = new HashSet<>();

  private EndiveVm(Instance instance, ExportSection section) {
    this.instance = instance;
    for (int i = 0; i < section.exportCount(); i++) {
      exports.add(section.getExport(i).name());
    }
  }

  /**
   * Starts a VM in a worker.
   *
   * @param module what {@link Parser#parse(byte[])} made of the binary; may be started many times
   * @param proxy of which the VM becomes a worker
   * @param expected names of the host calls that the module may import, without {@code proxy_}
   */
  public static Worker start(WasmModule module, MockProxy proxy, Set<String> expected) {
    HostCalls[] host = new HostCalls[1];
    ImportValues imports =
        ImportValues.builder().addFunction(Imports.of(module, expected, () -> host[0])).build();
    Instance instance = Instance.builder(module).withImportValues(imports).withStart(false).build();
    EndiveVm vm = new EndiveVm(instance, module.exportSection());
    EndiveMemory memory = new EndiveMemory(instance.memory());
    MockHostCalls calls = new MockHostCalls(proxy, memory, vm::allocate, expected);
    host[0] = calls.functions();
    instance.export("proxy_abi_version_0_2_1");
    instance.export("_start").apply();
    return new Worker(vm, calls);
  }

  @Override
  public boolean exports(String callback) {
    return exports.contains(callback);
  }

  @Override
  public int call(String callback, int... arguments) {
    long[] wide = new long[arguments.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = arguments[i];
    }
    long[] results = instance.export(callback).apply(wide);
    return results == null || results.length == 0 ? 0 : (int) results[0];
  }

  /** Size of linear memory, in pages of 64 KiB. */
  public int pages() {
    return instance.memory().pages();
  }

  private int allocate(int size) {
    return call("proxy_on_memory_allocate", size);
  }
}
