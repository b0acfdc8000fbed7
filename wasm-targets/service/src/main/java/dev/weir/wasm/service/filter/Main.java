package dev.weir.wasm.service.filter;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.dispatch.GrpcClose;
import dev.weir.wasm.sdk.dispatch.GrpcMessage;
import dev.weir.wasm.sdk.dispatch.Tick;
import dev.weir.wasm.sdk.dispatch.Vm;

/** Where the module starts. */
public final class Main {

  private Main() {}

  /** Runs once in each VM, before anything else; may call the host for logging only. */
  public static void main(String[] arguments) {
    Host host = Host.proxy();
    HostCourier courier = new HostCourier(host);
    Vm.run(host, courier);
    Tick.to(courier);
    GrpcMessage.to(courier);
    GrpcClose.to(courier);
  }
}
