package dev.weir.wasm.http.filter;

import dev.weir.wasm.host.EndiveVm;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

/** The modules that the bundle carries, parsed once. */
final class Module {

  /** All that the filter may ask of a proxy. */
  static final Set<String> HOST_CALLS =
      Set.of(
          "log",
          "get_buffer_bytes",
          "random_get",
          "get_current_time_nanoseconds",
          "get_header_map_pairs",
          "get_header_map_value",
          "replace_header_map_value",
          "remove_header_map_value",
          "get_property",
          "set_effective_context",
          "continue_stream",
          "set_tick_period_milliseconds",
          "get_shared_data",
          "set_shared_data",
          "define_metric",
          "increment_metric",
          "record_metric",
          "send_local_response");

  private static final WasmModule MODULE = parse("/weir-http.wasm");
  private static final WasmModule LEAN = parse("/weir-http-lean.wasm");

  private Module() {}

  /** A new VM in a worker of the proxy. */
  static Worker start(MockProxy proxy) {
    return EndiveVm.start(MODULE, proxy, HOST_CALLS);
  }

  /** The same of the lean build. */
  static Worker startLean(MockProxy proxy) {
    return EndiveVm.start(LEAN, proxy, HOST_CALLS);
  }

  private static WasmModule parse(String name) {
    try (InputStream stream = Module.class.getResourceAsStream(name)) {
      return Parser.parse(Objects.requireNonNull(stream).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
