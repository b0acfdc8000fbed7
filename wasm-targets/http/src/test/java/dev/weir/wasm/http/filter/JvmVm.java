package dev.weir.wasm.http.filter;

import dev.weir.wasm.host.Guest;
import dev.weir.wasm.host.MockHostCalls;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Worker;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.abi.ArrayMemory;
import dev.weir.wasm.sdk.abi.MemoryMap;
import java.util.Set;

/** The filter's classes as they are, in a worker. */
final class JvmVm implements Guest {

  private static final Set<String> CALLBACKS =
      Set.of("proxy_on_configure", "proxy_on_request_headers", "proxy_on_done", "proxy_on_tick");

  private final Host host;
  private final FlowFilter filter;
  private final MockHostCalls calls;

  private JvmVm(MockProxy proxy) {
    ArrayMemory memory = new ArrayMemory(MemoryMap.END);
    calls = new MockHostCalls(proxy, memory, this::allocate, Module.HOST_CALLS);
    host = new Host(calls.functions(), memory);
    filter = new FlowFilter(host);
  }

  /** A filter that has started. */
  static Worker start(MockProxy proxy) {
    JvmVm vm = new JvmVm(proxy);
    return new Worker(vm, vm.calls);
  }

  @Override
  public boolean exports(String callback) {
    return CALLBACKS.contains(callback);
  }

  @Override
  public int call(String callback, int... arguments) {
    host.buffers().reset();
    return switch (callback) {
      case "proxy_on_configure" -> filter.onConfigure(arguments[0], arguments[1]) ? 1 : 0;
      case "proxy_on_request_headers" ->
          filter.onRequestHeaders(arguments[0], arguments[1], arguments[2] != 0);
      case "proxy_on_done" -> filter.onDone(arguments[0]) ? 1 : 0;
      case "proxy_on_tick" -> tick(arguments[0]);
      default -> throw new IllegalArgumentException(callback);
    };
  }

  private int tick(int plugin) {
    filter.onTick(plugin);
    return 0;
  }

  private int allocate(int size) {
    return host.buffers().allocate(size);
  }
}
