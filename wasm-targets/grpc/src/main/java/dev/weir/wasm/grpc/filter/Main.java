package dev.weir.wasm.grpc.filter;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.dispatch.Done;
import dev.weir.wasm.sdk.dispatch.RequestHeaders;
import dev.weir.wasm.sdk.dispatch.ResponseHeaders;
import dev.weir.wasm.sdk.dispatch.ResponseTrailers;
import dev.weir.wasm.sdk.dispatch.Tick;
import dev.weir.wasm.sdk.dispatch.Vm;

/** Where the module starts. */
public final class Main {

  private Main() {}

  /** Runs once in each VM, before anything else; may call the host for logging only. */
  public static void main(String[] arguments) {
    Host host = Host.proxy();
    GrpcFlowFilter filter = new GrpcFlowFilter(host);
    Vm.run(host, filter);
    RequestHeaders.to(filter);
    ResponseHeaders.to(filter);
    ResponseTrailers.to(filter);
    Done.to(filter);
    Tick.to(filter);
  }
}
