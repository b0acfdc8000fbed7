package dev.weir.wasm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.wasm.host.program.EveryCall;
import dev.weir.wasm.linker.LinkException;
import dev.weir.wasm.linker.LinkRequest;
import dev.weir.wasm.linker.LinkedModule;
import dev.weir.wasm.linker.Linker;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.dispatch.Vm;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

/** The whole ABI in Wasm: what is imported, what is exported, and that each call goes through. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EveryCallTest {

  /** The functions of ABI 0.2.1, as its specification lists them, without {@code proxy_}. */
  private static final Set<String> ABI =
      Set.of(
          "log",
          "get_log_level",
          "get_current_time_nanoseconds",
          "set_tick_period_milliseconds",
          "set_effective_context",
          "done",
          "get_property",
          "set_property",
          "call_foreign_function",
          "get_header_map_size",
          "get_header_map_pairs",
          "set_header_map_pairs",
          "get_header_map_value",
          "add_header_map_value",
          "replace_header_map_value",
          "remove_header_map_value",
          "get_buffer_bytes",
          "get_buffer_status",
          "set_buffer_bytes",
          "send_local_response",
          "continue_stream",
          "close_stream",
          "get_shared_data",
          "set_shared_data",
          "register_shared_queue",
          "resolve_shared_queue",
          "enqueue_shared_queue",
          "dequeue_shared_queue",
          "define_metric",
          "increment_metric",
          "record_metric",
          "get_metric",
          "http_call",
          "grpc_call",
          "grpc_stream",
          "grpc_send",
          "grpc_cancel",
          "grpc_close",
          "get_status");

  private static final List<String> CALLBACKS =
      List.of(
          "configure",
          "context_create",
          "delete",
          "done",
          "downstream_connection_close",
          "downstream_data",
          "foreign_function",
          "grpc_close",
          "grpc_receive",
          "grpc_receive_initial_metadata",
          "grpc_receive_trailing_metadata",
          "http_call_response",
          "log",
          "memory_allocate",
          "new_connection",
          "queue_ready",
          "request_body",
          "request_headers",
          "request_trailers",
          "response_body",
          "response_headers",
          "response_trailers",
          "tick",
          "upstream_connection_close",
          "upstream_data",
          "vm_start");

  private MockProxy proxy = new MockProxy();
  private LinkedModule linked = new LinkedModule(new byte[0], List.of(), List.of(), List.of());

  @BeforeAll
  void link() throws LinkException {
    linked =
        new Linker()
            .link(
                LinkRequest.of(
                    EveryCall.class.getName(),
                    List.of(classes(EveryCall.class), classes(Host.class))));
  }

  private static Path classes(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Worker start(Set<String> expected) {
    proxy = new MockProxy();
    WasmModule module = Parser.parse(linked.code());
    proxy.clusters().add("service");
    return EndiveVm.start(module, proxy, expected);
  }

  @Test
  void module_importsTheWholeAbi() {
    assertThat(linked.imports())
        .containsExactlyInAnyOrderElementsOf(
            ABI.stream().map(name -> "env.proxy_" + name).toList());
  }

  @Test
  void module_exportsEveryCallback() {
    assertThat(linked.exports().stream().filter(name -> name.startsWith("proxy_on_")))
        .containsExactlyElementsOf(CALLBACKS.stream().map(name -> "proxy_on_" + name).toList());
  }

  @Test
  void everyCall_goesThroughToTheHost() {
    Worker worker = start(ABI);
    assertThat(worker.start("vm")).isTrue();
    assertThat(worker.configure("{}")).isTrue();
    worker.tick();
    Exchange exchange = worker.open(Request.of("GET", "/"), false);
    exchange.requestBody("body", true);
    exchange.requestTrailers(new Request().with("t", "1"));
    exchange.responseHeaders(Request.response(200), false).responseBody("body", true);
    exchange.responseTrailers(new Request()).finish();
    worker.connect("192.0.2.1:1").clientSends("x", false).serviceSends("y", true).close();
    int http = worker.host().callouts().get(0).id();
    int grpc = worker.host().callouts().get(1).id();
    worker.httpAnswer(http, Request.response(200), new byte[3], new Request());
    worker.grpcMetadata(grpc, false, new Request());
    worker.grpcMessage(grpc, new byte[] {1});
    worker.grpcMetadata(grpc, true, new Request());
    worker.tick();
    worker.grpcClose(worker.host().callouts().get(1).id(), 4, "late");
    worker.queueReady(9);
    worker.foreignFunction(6, new byte[2]);
    Set<String> made = new HashSet<>(worker.host().journal());
    assertThat(made).isEqualTo(ABI);
    assertThat(proxy.metrics().values()).doesNotContainKey(Vm.ERRORS);
    assertThat(proxy.log())
        .contains(
            "vm_start 2 0",
            "context_create 1 0",
            "request_body 1 1",
            "request_trailers 2 1",
            "response_headers 1 0",
            "response_body 4 1",
            "response_trailers 2 0",
            "done 2 0",
            "log 2 0",
            "delete 2 0",
            "new_connection 3 0",
            "downstream_data 1 0",
            "upstream_data 1 1",
            "downstream_close 3 2",
            "upstream_close 3 0",
            "http 1 3",
            "grpc_close 4 0",
            "queue_ready 1 9",
            "foreign_function 6 2");
  }

  @Test
  void callbackThatThrows_isCountedAndTheVmGoesOn() {
    Worker worker = start(ABI);
    for (int i = 1; i <= 40; i++) {
      assertThat(worker.open(Request.of("GET", "/throw"), true).answer().passed()).isTrue();
      assertThat(proxy.metrics().value(Vm.ERRORS)).isEqualTo(i);
    }
    assertThat(proxy.log().stream().filter(line -> line.contains("failed"))).hasSize(16);
    worker.open(Request.of("GET", "/"), true);
    assertThat(proxy.log()).last().asString().startsWith("request_headers 2 ");
  }

  @Test
  void importThatTheTestDoesNotExpect_failsTheStart() {
    Set<String> fewer = new HashSet<>(ABI);
    fewer.remove("http_call");
    assertThatIllegalStateException()
        .isThrownBy(() -> start(fewer))
        .withMessageContaining("imports proxy_http_call");
  }
}
