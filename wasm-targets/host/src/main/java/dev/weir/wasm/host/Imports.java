package dev.weir.wasm.host;

import static java.util.Map.entry;

import dev.weir.wasm.sdk.abi.HostCalls;
import java.util.Map;
import java.util.function.Supplier;
import run.endive.runtime.HostFunction;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.Import;
import run.endive.wasm.types.ImportSection;

/** The imports that the host provides, by name; there are no others. */
final class Imports {

  private static final Map<String, Call> CALLS =
      Map.ofEntries(
          entry("proxy_log", (h, a) -> h.log(a.at(0), a.at(1), a.at(2))),
          entry(
              "proxy_get_current_time_nanoseconds", (h, a) -> h.getCurrentTimeNanoseconds(a.at(0))),
          entry(
              "proxy_get_buffer_bytes",
              (h, a) -> h.getBufferBytes(a.at(0), a.at(1), a.at(2), a.at(3), a.at(4))),
          entry(
              "proxy_get_header_map_value",
              (h, a) -> h.getHeaderMapValue(a.at(0), a.at(1), a.at(2), a.at(3), a.at(4))),
          entry(
              "proxy_add_header_map_value",
              (h, a) -> h.addHeaderMapValue(a.at(0), a.at(1), a.at(2), a.at(3), a.at(4))),
          entry(
              "proxy_send_local_response",
              (h, a) ->
                  h.sendLocalResponse(
                      a.at(0), a.at(1), a.at(2), a.at(3), a.at(4), a.at(5), a.at(6), a.at(7))),
          entry(
              "proxy_define_metric", (h, a) -> h.defineMetric(a.at(0), a.at(1), a.at(2), a.at(3))),
          entry("proxy_increment_metric", (h, a) -> h.incrementMetric(a.at(0), a.wide(1))),
          entry("proxy_record_metric", (h, a) -> h.recordMetric(a.at(0), a.wide(1))),
          entry("proxy_get_metric", (h, a) -> h.getMetric(a.at(0), a.at(1))),
          entry(
              "proxy_get_shared_data",
              (h, a) -> h.getSharedData(a.at(0), a.at(1), a.at(2), a.at(3), a.at(4))),
          entry(
              "proxy_set_shared_data",
              (h, a) -> h.setSharedData(a.at(0), a.at(1), a.at(2), a.at(3), a.at(4))),
          entry("proxy_get_property", (h, a) -> h.getProperty(a.at(0), a.at(1), a.at(2), a.at(3))),
          entry(
              "proxy_set_tick_period_milliseconds", (h, a) -> h.setTickPeriodMilliseconds(a.at(0))),
          entry("proxy_set_effective_context", (h, a) -> h.setEffectiveContext(a.at(0))),
          entry("proxy_continue_stream", (h, a) -> h.continueStream(a.at(0))));

  private Imports() {}

  private interface Call {
    int apply(HostCalls host, Arguments arguments);
  }

  /** As Wasm passes them: 32-bit ones in the lower half. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Arguments(long[] values) {
    int at(int index) {
      return (int) values[index];
    }

    long wide(int index) {
      return values[index];
    }
  }

  /** A function for each import of the module; an import that no proxy has is an error. */
  static HostFunction[] of(WasmModule module, Supplier<HostCalls> host) {
    ImportSection section = module.importSection();
    HostFunction[] functions = new HostFunction[section.importCount()];
    for (int i = 0; i < functions.length; i++) {
      Import wanted = section.getImport(i);
      if (wanted.importType() != ExternalType.FUNCTION || !wanted.module().equals("env")) {
        throw new IllegalStateException("no proxy has " + wanted.module() + "." + wanted.name());
      }
      FunctionType type = module.typeSection().getType(((FunctionImport) wanted).typeIndex());
      functions[i] = function(wanted.name(), type, host);
    }
    return functions;
  }

  private static HostFunction function(String name, FunctionType type, Supplier<HostCalls> host) {
    Call call = CALLS.get(name);
    if (call == null) {
      throw new IllegalStateException("no proxy has env." + name);
    }
    return new HostFunction(
        "env",
        name,
        type,
        (instance, arguments) -> new long[] {call.apply(host.get(), new Arguments(arguments))});
  }
}
