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
          entry("proxy_log", (h, a) -> h.log(a[0], a[1], a[2])),
          entry("proxy_get_current_time_nanoseconds", (h, a) -> h.getCurrentTimeNanoseconds(a[0])),
          entry("proxy_get_buffer_bytes", (h, a) -> h.getBufferBytes(a[0], a[1], a[2], a[3], a[4])),
          entry(
              "proxy_get_header_map_value",
              (h, a) -> h.getHeaderMapValue(a[0], a[1], a[2], a[3], a[4])),
          entry(
              "proxy_add_header_map_value",
              (h, a) -> h.addHeaderMapValue(a[0], a[1], a[2], a[3], a[4])),
          entry(
              "proxy_send_local_response",
              (h, a) -> h.sendLocalResponse(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7])),
          entry("proxy_define_metric", (h, a) -> h.defineMetric(a[0], a[1], a[2], a[3])),
          entry("proxy_get_metric", (h, a) -> h.getMetric(a[0], a[1])),
          entry("proxy_get_shared_data", (h, a) -> h.getSharedData(a[0], a[1], a[2], a[3], a[4])),
          entry("proxy_set_shared_data", (h, a) -> h.setSharedData(a[0], a[1], a[2], a[3], a[4])),
          entry("proxy_get_property", (h, a) -> h.getProperty(a[0], a[1], a[2], a[3])),
          entry("proxy_set_tick_period_milliseconds", (h, a) -> h.setTickPeriodMilliseconds(a[0])),
          entry("proxy_set_effective_context", (h, a) -> h.setEffectiveContext(a[0])),
          entry("proxy_continue_stream", (h, a) -> h.continueStream(a[0])));

  private static final Map<String, WideCall> WIDE_CALLS =
      Map.of(
          "proxy_increment_metric", HostCalls::incrementMetric,
          "proxy_record_metric", HostCalls::recordMetric);

  private Imports() {}

  private interface Call {
    int apply(HostCalls host, int[] arguments);
  }

  /** Those whose second argument has 64 bits. */
  private interface WideCall {
    int apply(HostCalls host, int id, long value);
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
    WideCall wide = WIDE_CALLS.get(name);
    if (call == null && wide == null) {
      throw new IllegalStateException("no proxy has env." + name);
    }
    return new HostFunction(
        "env",
        name,
        type,
        (instance, arguments) ->
            new long[] {
              call != null
                  ? call.apply(host.get(), ints(arguments))
                  : wide.apply(host.get(), (int) arguments[0], arguments[1])
            });
  }

  private static int[] ints(long[] arguments) {
    int[] ints = new int[arguments.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) arguments[i];
    }
    return ints;
  }
}
