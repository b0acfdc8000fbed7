package dev.weir.wasm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.wasm.sdk.Buffer;
import dev.weir.wasm.sdk.HeaderMap;
import dev.weir.wasm.sdk.HeaderPairs;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.abi.MemoryMap;
import dev.weir.wasm.sdk.type.Action;
import dev.weir.wasm.sdk.type.BufferType;
import dev.weir.wasm.sdk.type.MapType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;
import dev.weir.wasm.sdk.type.StreamType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Headers, bodies, local responses, and what becomes of streams: through the SDK. */
final class StreamCallsTest {

  private static Slice pairs(Host host, String... namesAndValues) {
    int size = HeaderPairs.size(namesAndValues);
    Slice pairs = new Slice(host.buffers().allocate(size), size);
    HeaderPairs.write(host.memory(), pairs.address(), namesAndValues);
    return pairs;
  }

  @Test
  void header_isReadAddedReplacedRemoved() {
    Script script =
        new Script(
            "get_header_map_value",
            "add_header_map_value",
            "replace_header_map_value",
            "remove_header_map_value");
    Host host = script.host;
    HeaderMap headers = host.headers(MapType.REQUEST_HEADERS);
    List<String> seen = new ArrayList<>();
    script.on(
        "request_headers",
        a -> {
          seen.add(headers.get(host.text(":path"), script.value) + script.text());
          headers.add(host.text("a"), host.text("1"));
          headers.add(host.text("a"), host.text("2"));
          seen.add(headers.get(host.text("a"), script.value) + script.text());
          headers.replace(host.text("a"), host.text("3"));
          seen.add(headers.get(host.text("a"), script.value) + script.text());
          headers.remove(host.text("a"));
          seen.add(headers.get(host.text("a"), script.value) + script.text());
          return Action.CONTINUE;
        });
    script.start().request(Request.of("GET", "/orders"));
    assertThat(seen).containsExactly("0/orders", "01", "03", Status.NOT_FOUND + "");
  }

  @Test
  void headerThatDoesNotFit_isRefused() {
    Script script = new Script("get_header_map_value");
    HeaderMap headers = script.host.headers(MapType.REQUEST_HEADERS);
    Slice path = script.host.constant(":path");
    int[] status = {-1};
    script.on(
        "request_headers",
        a -> {
          status[0] = headers.get(path, script.value);
          return Action.CONTINUE;
        });
    byte[] large = new byte[MemoryMap.PROGRAM - MemoryMap.CALL_BUFFERS + 1];
    script.start().request(new Request().with(":path", large));
    assertThat(status[0]).isEqualTo(Status.INVALID_MEMORY_ACCESS);
  }

  @Test
  void wholeMap_isWalkedAndReplaced() {
    Script script =
        new Script("get_header_map_pairs", "get_header_map_size", "set_header_map_pairs");
    Host host = script.host;
    HeaderMap headers = host.headers(MapType.REQUEST_HEADERS);
    HeaderPairs.Reader reader = new HeaderPairs.Reader(host.memory());
    List<String> seen = new ArrayList<>();
    script.on(
        "request_headers",
        a -> {
          Slice all = new Slice();
          Slice name = new Slice();
          headers.pairs(all);
          seen.add((headers.size() == all.length()) + "");
          reader.open(all);
          while (reader.next(name, script.value)) {
            seen.add(script.text());
          }
          headers.setPairs(pairs(host, "x", "é"));
          return Action.CONTINUE;
        });
    Exchange exchange = script.start().open(Request.of("GET", "/"), true);
    assertThat(seen).containsExactly("true", "GET", "/");
    assertThat(exchange.requestHeaderLines()).containsExactly("x: é");
  }

  @Test
  void pairsThatAreCutOff_endTheWalk() {
    Script script = new Script();
    Host host = script.host;
    Slice whole = pairs(host, "name", "value", "n", "v");
    HeaderPairs.Reader reader = new HeaderPairs.Reader(host.memory());
    for (int length = 0; length < whole.length(); length++) {
      reader.open(new Slice(whole.address(), length));
      int pairs = 0;
      while (reader.next(new Slice(), new Slice())) {
        pairs++;
      }
      assertThat(pairs).as("%d bytes", length).isLessThan(2);
    }
    host.memory().store32(whole.address(), -1);
    reader.open(whole);
    assertThat(reader.next(new Slice(), new Slice())).isFalse();
  }

  @Test
  void body_isReadAndChanged() {
    Script script = new Script("get_buffer_bytes", "get_buffer_status", "set_buffer_bytes");
    Host host = script.host;
    Buffer body = host.buffer(BufferType.REQUEST_BODY);
    List<String> seen = new ArrayList<>();
    script.on(
        "request_body",
        a -> {
          seen.add(body.size() + "");
          seen.add(body.read(1, 2, script.value) + script.text());
          seen.add(body.read(99, 2, script.value) + "");
          body.prepend(host.text("<"));
          body.append(host.text(">"));
          return Action.CONTINUE;
        });
    Exchange exchange = script.start().open(Request.of("POST", "/"), false);
    exchange.requestBody("body", true);
    assertThat(seen).containsExactly("4", "0od", Status.BAD_ARGUMENT + "");
    assertThat(exchange.body(BufferType.REQUEST_BODY)).isEqualTo("<body>");
    script.on("request_body", a -> body.replace(host.text("new")));
    exchange.requestBody("old", true);
    assertThat(exchange.body(BufferType.REQUEST_BODY)).isEqualTo("new");
  }

  @Test
  void trailersAndResponses_haveMapsOfTheirOwn() {
    Script script = new Script("get_header_map_value", "add_header_map_value");
    Host host = script.host;
    List<String> seen = new ArrayList<>();
    String[] callbacks = {
      "request_headers", "request_trailers", "response_headers", "response_trailers"
    };
    for (int map = 0; map < callbacks.length; map++) {
      HeaderMap headers = host.headers(map);
      script.on(
          callbacks[map],
          a -> {
            headers.get(host.text("from"), script.value);
            return seen.add(script.text()) ? Action.CONTINUE : Action.PAUSE;
          });
    }
    Exchange exchange = script.start().open(new Request().with("from", "a"), false);
    exchange.requestTrailers(new Request().with("from", "b"));
    exchange.responseHeaders(new Request().with("from", "c"), false);
    exchange.responseTrailers(new Request().with("from", "d"));
    assertThat(seen).containsExactly("a", "b", "c", "d");
  }

  @Test
  void response_isTakenOnceWithItsHeaders() {
    Script script = new Script("send_local_response");
    Host host = script.host;
    script.on(
        "request_headers",
        a -> {
          host.streams()
              .respond(
                  new LocalResponse(
                      429, host.text("why"), host.text("body"), pairs(host, "a", "1"), 8));
          return Action.PAUSE;
        });
    Worker worker = script.start();
    assertThat(worker.request(Request.of("GET", "/")))
        .isEqualTo(new Answer(false, 429, List.of("a: 1"), "body", "why", 8));
    Slice none = new Slice();
    script.on(
        "request_headers",
        a ->
            host.streams().respond(new LocalResponse(200, none, none, none))
                + host.streams().respond(new LocalResponse(200, none, none, none)));
    assertThatIllegalStateException()
        .isThrownBy(() -> worker.request(Request.of("GET", "/")))
        .withMessageContaining("twice");
  }

  @Test
  void pausedRequest_goesOnWhenTheTickLetsIt() {
    Script script = new Script("set_effective_context", "continue_stream");
    int[] stream = {0};
    script.on(
        "request_headers",
        a -> {
          stream[0] = a[0];
          return Action.PAUSE;
        });
    script.on(
        "tick",
        a ->
            script.host.effectiveContext(stream[0])
                + script.host.streams().resume(StreamType.REQUEST));
    Worker worker = script.start();
    Exchange exchange = worker.open(Request.of("GET", "/"), true);
    assertThat(exchange.waiting()).isTrue();
    worker.tick();
    assertThat(exchange.waiting()).isFalse();
    assertThat(exchange.answer().passed()).isTrue();
  }

  @Test
  void connection_isReadWrittenHeldBackAndClosed() {
    Script script = new Script("get_property", "set_buffer_bytes", "close_stream");
    Host host = script.host;
    Buffer down = host.buffer(BufferType.DOWNSTREAM_DATA);
    Buffer up = host.buffer(BufferType.UPSTREAM_DATA);
    List<String> seen = new ArrayList<>();
    script
        .on("new_connection", a -> host.property(host.text("source\0address"), script.value))
        .on("downstream_data", a -> seen.add("down " + a[1]) ? down.append(host.text("!")) : 1)
        .on("upstream_data", a -> seen.add("up " + a[1]) ? up.prepend(host.text(">")) : 1)
        .on("downstream_connection_close", a -> seen.add("closed by " + a[1]) ? 0 : 1)
        .on("upstream_connection_close", a -> seen.add("upstream gone") ? 0 : 1);
    Connection connection = script.start().connect("192.0.2.7:99");
    assertThat(script.text()).isEqualTo("192.0.2.7:99");
    connection.clientSends("ab", false).serviceSends("xyz", false);
    assertThat(connection.serviceGot()).isEqualTo("ab!");
    assertThat(connection.clientGot()).isEqualTo(">xyz");
    script.on("downstream_data", a -> host.streams().close(StreamType.DOWNSTREAM) + 1);
    connection.clientSends("more", true);
    assertThat(connection.waiting()).isTrue();
    assertThat(connection.closed()).isTrue();
    connection.close();
    assertThat(seen).containsExactly("down 2", "up 3", "closed by 2", "upstream gone");
  }
}
