package dev.weir.wasm.tcp.filter;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.dispatch.Done;
import dev.weir.wasm.sdk.dispatch.DownstreamData;
import dev.weir.wasm.sdk.dispatch.NewConnection;
import dev.weir.wasm.sdk.dispatch.Tick;
import dev.weir.wasm.sdk.dispatch.UpstreamData;
import dev.weir.wasm.sdk.dispatch.Vm;

/** Where the module starts. */
public final class Main {

  private Main() {}

  /** Runs once in each VM, before anything else; may call the host for logging only. */
  public static void main(String[] arguments) {
    Host host = Host.proxy();
    TcpFlowFilter filter = new TcpFlowFilter(host);
    Vm.run(host, filter);
    NewConnection.to(filter);
    DownstreamData.to(filter);
    UpstreamData.to(filter);
    Done.to(filter);
    Tick.to(filter);
  }
}
