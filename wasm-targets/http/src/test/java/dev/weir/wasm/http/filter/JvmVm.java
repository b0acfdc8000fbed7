package dev.weir.wasm.http.filter;

import dev.weir.wasm.host.Answer;
import dev.weir.wasm.host.MockHostCalls;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Worker;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.abi.ArrayMemory;
import dev.weir.wasm.sdk.abi.MemoryMap;

/** The filter's classes as they are, in a worker. */
final class JvmVm implements Worker {

  private final MockHostCalls calls;
  private final Host host;
  private final FlowFilter filter;

  JvmVm(MockProxy proxy) {
    ArrayMemory memory = new ArrayMemory(MemoryMap.END);
    calls = new MockHostCalls(proxy, memory, this::allocate);
    host = new Host(calls, memory);
    filter = new FlowFilter(host);
  }

  @Override
  public boolean configure(byte[] configuration) {
    calls.configuring(configuration);
    host.buffers().reset();
    return filter.onConfigure(configuration.length);
  }

  @Override
  public Answer request(Request request) {
    calls.requesting(request);
    host.buffers().reset();
    return calls.answered(filter.onRequestHeaders(2, 1, true));
  }

  @Override
  public int calls() {
    return calls.calls();
  }

  private int allocate(int size) {
    return host.buffers().allocate(size);
  }
}
