package dev.weir.bench.decision.loop;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.dispatch.Vm;
import dev.weir.wasm.sdk.type.LogLevel;

/** In a proxy, or what passes for one: when it is configured, it logs the lines. */
public final class WasmProgram {

  private WasmProgram() {}

  /** Runs once when a VM starts. */
  public static void main(String[] arguments) {
    Host host = Host.proxy();
    Vm.run(host, (plugin, size) -> run(host, size));
  }

  /**
   * Runs.
   *
   * @param size of the configuration, which in a proxy is none; a host that is no proxy gives the
   *     number of rounds in its place
   */
  private static boolean run(Host host, int size) {
    int rounds = size > 0 ? size : Rounds.ENOUGH;
    new Rounds(host::nanos, line -> host.log(LogLevel.WARN, line), rounds).run();
    return true;
  }
}
