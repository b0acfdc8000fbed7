package dev.weir.wasm.grpc.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.wasm.host.Answer;
import dev.weir.wasm.host.EndiveVm;
import dev.weir.wasm.host.Exchange;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Shuffle;
import dev.weir.wasm.host.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

/** gRPC calls against the module that Envoy loads. */
final class GrpcFlowFilterTest {

  private static final WasmModule MODULE = parse();
  private static final Set<String> HOST_CALLS =
      Set.of(
          "log",
          "get_buffer_bytes",
          "random_get",
          "get_current_time_nanoseconds",
          "get_header_map_pairs",
          "get_header_map_value",
          "replace_header_map_value",
          "remove_header_map_value",
          "set_effective_context",
          "continue_stream",
          "set_tick_period_milliseconds",
          "get_property",
          "get_shared_data",
          "set_shared_data",
          "define_metric",
          "increment_metric",
          "record_metric",
          "send_local_response");
  private static final String ERRORS = "weir.p_2eS_2fM.error";

  private final MockProxy proxy = new MockProxy();
  private final Worker one = EndiveVm.start(MODULE, proxy, HOST_CALLS);
  private final Worker two = EndiveVm.start(MODULE, proxy, HOST_CALLS);

  private static WasmModule parse() {
    try (InputStream stream = GrpcFlowFilterTest.class.getResourceAsStream("/weir-grpc.wasm")) {
      return Parser.parse(Objects.requireNonNull(stream).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void configure(int threshold) {
    String text =
        "{\"revision\":1,\"rules\":[{\"id\":\"a\",\"resource\":\"p.S/M\",\"threshold\":"
            + threshold
            + ",\"statIntervalInMs\":1000}]}";
    assertThat(one.configure(text)).isTrue();
    assertThat(two.configure(text)).isTrue();
  }

  private void rule(String body) {
    String text = "{'revision':1,'rules':[{'id':'a','resource':'p.S/M'," + body + "}]}";
    assertThat(one.configure(text.replace('\'', '"'))).as("%s", proxy.log()).isTrue();
    assertThat(two.configure(text.replace('\'', '"'))).isTrue();
  }

  private static void answer(Exchange exchange, String grpcStatus) {
    exchange.responseHeaders(Request.response(200), false);
    exchange.responseTrailers(new Request().with("grpc-status", grpcStatus)).finish();
  }

  @Test
  void failedCalls_openTheBreakerForAllWorkersThoughTheirHttpStatusIsGood() {
    rule(
        "'breaker':{'errorCount':3,'minRequestAmount':3,'statIntervalMs':1000,"
            + "'retryTimeoutMs':1000}");
    for (int i = 0; i < 3; i++) {
      answer(one.open(call("application/grpc"), false), "13");
    }
    assertThat(two.request(call("application/grpc")).grpcStatus()).isEqualTo(8);
    proxy.setMillis(proxy.millis() + 1_000);
    answer(two.open(call("application/grpc"), false), "0");
    assertThat(one.request(call("application/grpc")).passed()).isTrue();
  }

  @Test
  void nodeWhoseCallsFail_isLeftOutByAllWorkersThoughTheirHttpStatusIsGood() {
    rule(
        "'outlier':{'breaker':{'errorCount':2,'minRequestAmount':2,'statIntervalMs':60000,"
            + "'retryTimeoutMs':60000},'maxEjectionPercent':0.5}");
    String[][] ends = {{"10.0.0.1:80", "13"}, {"10.0.0.2:80", "0"}, {"10.0.0.1:80", "14"}};
    for (String[] end : ends) {
      answer(
          one.open(call("application/grpc"), false).property("upstream.address", end[0]), end[1]);
    }
    Request forged = call("application/grpc").with("x-weir-upstream-grpc", "10.0.0.1:80");
    assertThat(two.open(forged, false).requestHeaderLines())
        .contains("x-weir-upstream-grpc: 10.0.0.2:80")
        .doesNotContain("x-weir-upstream-grpc: 10.0.0.1:80");
  }

  @Test
  void isolation_countsStreamsOfAllWorkers() {
    rule("'isolation':{'threshold':2}");
    Exchange first = one.open(call("application/grpc"), false);
    Exchange second = two.open(call("application/grpc"), false);
    assertThat(one.request(call("application/grpc")).grpcStatus()).isEqualTo(8);
    answer(first, "0");
    assertThat(two.request(call("application/grpc")).passed()).isTrue();
    second.finish();
  }

  @Test
  void throttling_holdsCallsBackUntilTheirTurn() {
    rule("'threshold':10,'statIntervalInMs':1000,'maxQueueingTimeMs':500");
    assertThat(one.request(call("application/grpc")).passed()).isTrue();
    Exchange second = two.open(call("application/grpc"), false);
    assertThat(second.waiting()).isTrue();
    proxy.setMillis(proxy.millis() + 100);
    two.tick();
    assertThat(second.answer().passed()).isTrue();
    second.finish();
  }

  private static Request call(String contentType) {
    return Request.of("POST", "/p.S/M").with("content-type", contentType);
  }

  @Test
  void workersInTurn_shareTheLimitExactly() {
    configure(5);
    int passed = 0;
    for (int i = 0; i < 10; i++) {
      passed += one.request(call("application/grpc")).passed() ? 1 : 0;
      passed += two.request(call("application/grpc+proto")).passed() ? 1 : 0;
    }
    assertThat(passed).isEqualTo(5);
    assertThat(proxy.metrics().value("weir.p_2eS_2fM.pass")).isEqualTo(5);
    assertThat(proxy.metrics().value("weir.p_2eS_2fM.block")).isEqualTo(15);
  }

  @Test
  void blockedCall_isAnsweredWithResourceExhausted() {
    configure(0);
    Answer answer = one.request(call("application/grpc"));
    assertThat(answer.grpcStatus()).isEqualTo(8);
    assertThat(answer.body()).isEqualTo("Blocked by Sentinel: FlowException");
  }

  @Test
  void requestThatIsNoCall_isNotLimited() {
    configure(0);
    assertThat(one.request(call("application/grpc-web")).passed()).isTrue();
    assertThat(one.request(call("application/json")).passed()).isTrue();
    assertThat(one.request(Request.of("POST", "/p.S/M")).passed()).isTrue();
    assertThat(one.request(Request.of("POST", "/p.S/Other")).passed()).isTrue();
    assertThat(one.request(new Request()).passed()).isTrue();
    assertThat(proxy.metrics().value("weir.undecided")).isEqualTo(1);
  }

  @Test
  void statusInTrailers_isAnErrorUnlessItIsZero() {
    configure(10);
    Exchange good = one.open(call("application/grpc"), false);
    good.responseHeaders(Request.response(200), false);
    good.responseTrailers(new Request().with("grpc-status", "0")).finish();
    assertThat(proxy.metrics().value(ERRORS)).isZero();
    Exchange bad = one.open(call("application/grpc"), false);
    bad.responseHeaders(Request.response(200), false);
    bad.responseTrailers(new Request().with("grpc-status", "13")).finish();
    assertThat(proxy.metrics().value(ERRORS)).isEqualTo(1);
  }

  @Test
  void answerOfTrailersAlone_isRead() {
    configure(10);
    Exchange bad = one.open(call("application/grpc"), false);
    bad.responseHeaders(Request.response(200).with("grpc-status", "14"), true).finish();
    assertThat(proxy.metrics().value(ERRORS)).isEqualTo(1);
    Exchange good = one.open(call("application/grpc"), false);
    good.responseHeaders(Request.response(200).with("grpc-status", "0"), true).finish();
    assertThat(proxy.metrics().value(ERRORS)).isEqualTo(1);
  }

  @Test
  void streamThatEndsWithoutAStatus_isAnErrorOnce() {
    configure(10);
    one.open(call("application/grpc"), false).finish();
    assertThat(proxy.metrics().value(ERRORS)).isEqualTo(1);
  }

  @Test
  void manyStreamsInterleaved_errorsAreThoseThatFailed() {
    configure(100_000);
    long seed = 3;
    Random random = new Random(seed);
    Shuffle shuffle = new Shuffle(seed);
    int[] failed = {0};
    for (int i = 0; i < 300; i++) {
      String status = random.nextBoolean() ? "0" : "2";
      failed[0] += status.equals("0") ? 0 : 1;
      Exchange[] exchange = new Exchange[1];
      shuffle.stream(
          () -> exchange[0] = one.open(call("application/grpc"), false),
          () -> exchange[0].responseHeaders(Request.response(200), false),
          () -> exchange[0].responseTrailers(new Request().with("grpc-status", status)),
          () -> exchange[0].finish());
    }
    shuffle.run();
    assertThat(proxy.metrics().value(ERRORS)).as("seed %d", seed).isEqualTo(failed[0]);
  }

  @Test
  void callbacksInAnyOrder_trapNothing() {
    configure(10);
    Random random = new Random(5);
    String[] callbacks = {"proxy_on_done"};
    for (int i = 0; i < 2_000; i++) {
      one.raw(callbacks[random.nextInt(callbacks.length)], random.nextInt());
    }
    assertThat(one.request(call("application/grpc")).passed()).isTrue();
  }
}
