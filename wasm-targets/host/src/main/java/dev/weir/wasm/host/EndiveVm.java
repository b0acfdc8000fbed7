package dev.weir.wasm.host;

import dev.weir.wasm.sdk.abi.HostCalls;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

/** A worker's VM: the module of a filter in Endive's interpreter. */
public final class EndiveVm implements Worker {

  private static final int ROOT_CONTEXT = 1;

  private final Instance instance;
  private final MockHostCalls calls;
  private int stream = ROOT_CONTEXT;

  /**
   * Starts a VM.
   *
   * @param module what {@link Parser#parse(byte[])} made of the binary; may be started many times
   * @param proxy of which the VM becomes a worker
   */
  public EndiveVm(WasmModule module, MockProxy proxy) {
    HostCalls[] host = new HostCalls[1];
    ImportValues imports =
        ImportValues.builder().addFunction(Imports.of(module, () -> host[0])).build();
    instance = Instance.builder(module).withImportValues(imports).withStart(false).build();
    calls = new MockHostCalls(proxy, new EndiveMemory(instance.memory()), this::allocate);
    host[0] = calls;
    instance.export("proxy_abi_version_0_2_1");
    instance.export("_start").apply();
  }

  @Override
  public boolean configure(byte[] configuration) {
    calls.configuring(configuration);
    return call("proxy_on_configure", ROOT_CONTEXT, configuration.length) != 0;
  }

  @Override
  public Answer request(Request request) {
    calls.requesting(request);
    stream++;
    return calls.answered(call("proxy_on_request_headers", stream, request.size(), 1));
  }

  @Override
  public int calls() {
    return calls.calls();
  }

  /** Size of linear memory in pages of 64 KiB. */
  public int pages() {
    return instance.memory().pages();
  }

  private int allocate(int size) {
    return call("proxy_on_memory_allocate", size);
  }

  private int call(String export, long... arguments) {
    return (int) instance.export(export).apply(arguments)[0];
  }
}
