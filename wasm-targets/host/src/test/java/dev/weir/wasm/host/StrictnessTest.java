package dev.weir.wasm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.wasm.sdk.type.BufferType;
import dev.weir.wasm.sdk.type.LogLevel;
import dev.weir.wasm.sdk.type.MapType;
import dev.weir.wasm.sdk.type.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the mock refuses. */
final class StrictnessTest {

  @Test
  void whileStarting_onlyLoggingIsAllowed() {
    Script script = new Script("log", "get_current_time_nanoseconds");
    assertThat(script.host.log(LogLevel.INFO, "é")).isEqualTo(Status.OK);
    assertThat(script.proxy.log()).containsExactly("é");
    assertThatIllegalStateException()
        .isThrownBy(script.host::nanos)
        .withMessageContaining("STARTING");
  }

  @Test
  void callThatTheTestDoesNotExpect_isRefusedByName() {
    Script script = new Script("get_log_level");
    script.on("tick", a -> (int) script.host.nanos());
    Worker worker = script.start();
    assertThatIllegalStateException()
        .isThrownBy(worker::tick)
        .withMessageContaining("proxy_get_current_time_nanoseconds")
        .withMessageContaining("get_log_level");
  }

  @Test
  void mapOfAnotherMoment_isNotThere() {
    Script script = new Script("get_header_map_value");
    script.on(
        "request_headers",
        a ->
            script
                .host
                .headers(MapType.RESPONSE_HEADERS)
                .get(script.host.text(":status"), script.value));
    Worker worker = script.start();
    assertThatIllegalStateException()
        .isThrownBy(() -> worker.request(Request.of("GET", "/")))
        .withMessageContaining("map 2, which is not there");
  }

  @Test
  void bufferOfAnotherMoment_isNotThere() {
    Script script = new Script("get_buffer_status");
    script.on("tick", a -> script.host.buffer(BufferType.REQUEST_BODY).size());
    Worker worker = script.start();
    assertThatIllegalStateException()
        .isThrownBy(worker::tick)
        .withMessageContaining("buffer 0, which is not there");
  }

  @Test
  void pausedRequestWithoutAResponse_isAnError() {
    Script script = new Script().on("request_headers", a -> 1);
    Worker worker = script.start();
    assertThatIllegalStateException().isThrownBy(() -> worker.request(Request.of("GET", "/")));
    assertThat(worker.open(Request.of("GET", "/"), true).waiting()).isTrue();
  }

  @Test
  void streamThatIsNotPaused_doesNotGoOn() {
    Script script = new Script("continue_stream");
    script.on("request_headers", a -> script.host.streams().resume(0));
    Worker worker = script.start();
    assertThatIllegalStateException()
        .isThrownBy(() -> worker.request(Request.of("GET", "/")))
        .withMessageContaining("not paused");
  }

  @Test
  void callbacksThatAreNotExported_areLeftOut() {
    Worker worker = new Script().start();
    assertThat(worker.request(Request.of("GET", "/")).passed()).isTrue();
    worker.tick();
    worker.connect("192.0.2.1:1").clientSends("x", true).close();
    assertThat(worker.calls()).isZero();
  }

  @Test
  void shuffle_keepsEachStreamsOrderAndMixesTheirs() {
    List<String> order = new ArrayList<>();
    new Shuffle(7)
        .stream(() -> order.add("a1"), () -> order.add("a2"), () -> order.add("a3")).stream(
                () -> order.add("b1"), () -> order.add("b2"), () -> order.add("b3"))
            .run();
    assertThat(order).hasSize(6).containsSubsequence("a1", "a2", "a3");
    assertThat(order).containsSubsequence("b1", "b2", "b3");
    assertThat(order).isNotEqualTo(List.of("a1", "a2", "a3", "b1", "b2", "b3"));
  }
}
