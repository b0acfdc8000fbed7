package dev.weir.wasm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.wasm.sdk.GrpcCallouts;
import dev.weir.wasm.sdk.GrpcMethod;
import dev.weir.wasm.sdk.HeaderPairs;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.HttpCallouts;
import dev.weir.wasm.sdk.HttpRequest;
import dev.weir.wasm.sdk.type.BufferType;
import dev.weir.wasm.sdk.type.MapType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** HTTP and gRPC calls of a filter, and their answers: through the SDK. */
final class CalloutCallsTest {

  private static final Slice NONE = new Slice();

  private static Slice pairs(Host host, String... namesAndValues) {
    int size = HeaderPairs.size(namesAndValues);
    Slice pairs = new Slice(host.buffers().allocate(size), size);
    HeaderPairs.write(host.memory(), pairs.address(), namesAndValues);
    return pairs;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void httpCall_isAnsweredWithHeadersBodyAndTrailers() {
    Script script = new Script("http_call", "get_header_map_value", "get_buffer_bytes");
    Host host = script.host;
    HttpCallouts http = host.http();
    int[] call = {0};
    List<String> seen = new ArrayList<>();
    script.on(
        "tick",
        a -> {
          Slice headers = pairs(host, ":method", "GET", ":path", "/", ":authority", "h");
          Slice cluster = host.text("service");
          int status = http.send(new HttpRequest(cluster, headers, host.text("b"), NONE, 50));
          call[0] = http.id();
          return status;
        });
    script.on(
        "http_call_response",
        a -> {
          host.headers(MapType.HTTP_CALL_RESPONSE_HEADERS).get(host.text(":status"), script.value);
          seen.add(script.text());
          host.buffer(BufferType.HTTP_CALL_RESPONSE_BODY).read(0, a[3], script.value);
          seen.add(script.text());
          host.headers(MapType.HTTP_CALL_RESPONSE_TRAILERS).get(host.text("t"), script.value);
          seen.add(script.text());
          return 0;
        });
    script.proxy.clusters().add("service");
    Worker worker = script.start();
    worker.tick();
    assertThat(worker.host().callouts())
        .containsExactly(
            new Callout(
                call[0],
                "service",
                List.of(":method: GET", ":path: /", ":authority: h"),
                "b",
                50,
                false));
    worker.httpAnswer(
        call[0], Request.response(204), bytes("body"), new Request().with("t", "end"));
    assertThat(seen).containsExactly("204", "body", "end");
    assertThat(worker.host().callouts()).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> worker.httpAnswer(99, new Request(), bytes(""), new Request()));
  }

  @Test
  void httpCallToNowhere_orWithoutAPath_isRefused() {
    Script script = new Script("http_call");
    Host host = script.host;
    List<Integer> seen = new ArrayList<>();
    script.on(
        "tick",
        a -> {
          Slice whole = pairs(host, ":method", "GET", ":path", "/", ":authority", "h");
          Slice half = pairs(host, ":method", "GET");
          Slice known = host.text("service");
          seen.add(host.http().send(new HttpRequest(host.text("nowhere"), whole, NONE, NONE, 0)));
          seen.add(host.http().send(new HttpRequest(known, half, NONE, NONE, 0)));
          return 0;
        });
    script.proxy.clusters().add("service");
    script.start().tick();
    assertThat(seen).containsExactly(Status.BAD_ARGUMENT, Status.BAD_ARGUMENT);
  }

  @Test
  void grpcCall_getsMetadataMessageAndStatus() {
    Script script =
        new Script("grpc_call", "get_header_map_value", "get_buffer_bytes", "get_status");
    Host host = script.host;
    GrpcCallouts grpc = host.grpc();
    int[] call = {0};
    List<String> seen = new ArrayList<>();
    script
        .on(
            "tick",
            a -> {
              GrpcMethod method =
                  new GrpcMethod(
                      host.text("service"),
                      host.text("p.S"),
                      host.text("M"),
                      pairs(host, "k", "v"));
              int status = grpc.call(method, host.text("ping"), 100);
              call[0] = grpc.id();
              return status;
            })
        .on(
            "grpc_receive_initial_metadata",
            a -> {
              host.headers(MapType.GRPC_CALL_INITIAL_METADATA).get(host.text("i"), script.value);
              return seen.add(script.text()) ? 0 : 1;
            })
        .on(
            "grpc_receive",
            a -> {
              host.buffer(BufferType.GRPC_CALL_MESSAGE).read(0, a[2], script.value);
              return seen.add(script.text()) ? 0 : 1;
            })
        .on(
            "grpc_receive_trailing_metadata",
            a -> {
              host.headers(MapType.GRPC_CALL_TRAILING_METADATA).get(host.text("t"), script.value);
              return seen.add(script.text()) ? 0 : 1;
            })
        .on(
            "grpc_close",
            a -> {
              host.callStatus(script.value);
              return seen.add(host.callStatusCode() + script.text()) ? 0 : 1;
            });
    script.proxy.clusters().add("service");
    Worker worker = script.start();
    worker.tick();
    assertThat(worker.host().callouts())
        .containsExactly(
            new Callout(call[0], "service p.S/M", List.of("k: v"), "ping", 100, false));
    worker.grpcMetadata(call[0], false, new Request().with("i", "first"));
    worker.grpcMetadata(call[0], true, new Request().with("t", "last"));
    worker.grpcMessage(call[0], bytes("pong"));
    assertThat(worker.host().callouts()).as("an answer is the end").isEmpty();
    assertThatIllegalStateException().isThrownBy(() -> worker.grpcClose(call[0], 0, ""));
    worker.tick();
    worker.grpcClose(call[0], 5, "not there");
    assertThat(seen).containsExactly("first", "last", "pong", "5not there");
  }

  @Test
  void grpcStream_sendsClosesAndCancels() {
    Script script = new Script("grpc_stream", "grpc_send", "grpc_close", "grpc_cancel");
    Host host = script.host;
    GrpcCallouts grpc = host.grpc();
    List<Integer> seen = new ArrayList<>();
    script.on(
        "tick",
        a -> {
          GrpcMethod method =
              new GrpcMethod(host.text("service"), host.text("p.S"), host.text("M"), NONE);
          seen.add(grpc.open(method));
          int id = grpc.id();
          seen.add(grpc.send(id, host.text("1"), false));
          seen.add(grpc.send(id, host.text("2"), true));
          seen.add(grpc.close(id));
          seen.add(grpc.cancel(id));
          seen.add(grpc.send(id, host.text("3"), true));
          seen.add(grpc.close(id));
          seen.add(
              grpc.open(
                  new GrpcMethod(host.text("nowhere"), host.text("p.S"), host.text("M"), NONE)));
          return 0;
        });
    script.proxy.clusters().add("service");
    script.start().tick();
    assertThat(seen)
        .containsExactly(
            Status.OK,
            Status.OK,
            Status.OK,
            Status.OK,
            Status.OK,
            Status.NOT_FOUND,
            Status.NOT_FOUND,
            Status.PARSE_FAILURE);
  }
}
