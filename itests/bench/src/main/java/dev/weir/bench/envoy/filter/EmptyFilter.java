package dev.weir.bench.envoy.filter;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.dispatch.RequestHeaders;
import dev.weir.wasm.sdk.dispatch.Vm;
import dev.weir.wasm.sdk.type.Action;

/** One callback that does nothing: the floor of every Wasm filter. */
public final class EmptyFilter {

  private EmptyFilter() {}

  /** Runs once in each VM. */
  public static void main(String[] arguments) {
    Vm.run(Host.proxy(), (plugin, size) -> true);
    RequestHeaders.to((stream, headers, endOfStream) -> Action.CONTINUE);
  }
}
