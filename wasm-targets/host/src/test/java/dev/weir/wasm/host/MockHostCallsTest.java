package dev.weir.wasm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.wasm.sdk.HeaderPairs;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.abi.ArrayMemory;
import dev.weir.wasm.sdk.abi.MemoryMap;
import dev.weir.wasm.sdk.type.LogLevel;
import dev.weir.wasm.sdk.type.MapType;
import dev.weir.wasm.sdk.type.MetricType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The mock, called through the SDK as a filter calls it. */
final class MockHostCallsTest {

  private final MockProxy proxy = new MockProxy();
  private final ArrayMemory memory = new ArrayMemory(MemoryMap.END);
  private final MockHostCalls calls = new MockHostCalls(proxy, memory, this::allocate);
  private final Host host = new Host(calls, memory);
  private final Slice value = new Slice();

  private int allocate(int size) {
    return host.buffers().allocate(size);
  }

  private String text() {
    return new GuestBytes(memory, size -> 0).text(value.address(), value.length());
  }

  @Test
  void whileStarting_onlyLoggingIsAllowed() {
    assertThat(host.log(LogLevel.INFO, "é")).isEqualTo(Status.OK);
    assertThat(proxy.log()).containsExactly("é");
    assertThatIllegalStateException().isThrownBy(host::nanos).withMessageContaining("STARTING");
  }

  @Test
  void outsideOfAStream_headersAreNotThere() {
    calls.configuring(new byte[0]);
    Slice path = host.constant(":path");
    assertThatIllegalStateException()
        .isThrownBy(() -> host.header(MapType.REQUEST_HEADERS, path, value));
  }

  @Test
  void header_isReturnedInMemoryThatTheGuestAllocated() {
    calls.requesting(Request.of("GET", "/orders"));
    Slice path = host.constant(":path");
    assertThat(host.header(MapType.REQUEST_HEADERS, path, value)).isEqualTo(Status.OK);
    assertThat(text()).isEqualTo("/orders");
    assertThat(value.address()).isGreaterThanOrEqualTo(MemoryMap.CALL_BUFFERS);
    assertThat(host.header(MapType.REQUEST_HEADERS, host.constant("x"), value))
        .isEqualTo(Status.NOT_FOUND);
  }

  @Test
  void addedHeader_isThere() {
    calls.requesting(Request.of("GET", "/"));
    Slice name = host.constant("x-weir");
    host.addHeader(MapType.REQUEST_HEADERS, name, host.constant("7"));
    assertThat(host.header(MapType.REQUEST_HEADERS, name, value)).isEqualTo(Status.OK);
    assertThat(text()).isEqualTo("7");
  }

  @Test
  void headerThatDoesNotFit_isRefused() {
    byte[] large = new byte[MemoryMap.PROGRAM - MemoryMap.CALL_BUFFERS + 1];
    calls.requesting(new Request().with(":path", large));
    assertThat(host.header(MapType.REQUEST_HEADERS, host.constant(":path"), value))
        .isEqualTo(Status.INVALID_MEMORY_ACCESS);
  }

  @Test
  void configuration_isABufferOfTheRoot() {
    calls.configuring("abc".getBytes(StandardCharsets.UTF_8));
    assertThat(host.buffer(7, 0, 3, value)).isEqualTo(Status.OK);
    assertThat(text()).isEqualTo("abc");
    assertThatIllegalStateException().isThrownBy(() -> host.buffer(0, 0, 3, value));
  }

  @Test
  void metrics_areSummedAndTyped() {
    calls.configuring(new byte[0]);
    int counter = host.defineMetric(MetricType.COUNTER, "c");
    int gauge = host.defineMetric(MetricType.GAUGE, "g");
    assertThat(host.increment(counter, 2)).isEqualTo(Status.OK);
    assertThat(host.record(gauge, -5)).isEqualTo(Status.OK);
    assertThat(host.metric(counter)).isEqualTo(2);
    assertThat(proxy.metrics().values()).containsEntry("c", 2L).containsEntry("g", -5L);
    assertThatIllegalStateException().isThrownBy(() -> host.increment(99, 1));
    assertThatIllegalStateException().isThrownBy(() -> host.increment(counter, 0));
    assertThatIllegalStateException().isThrownBy(() -> host.defineMetric(MetricType.GAUGE, "c"));
  }

  @Test
  void sharedData_swapsOnlyTheVersionThatWasRead() {
    calls.configuring(new byte[0]);
    Slice key = host.constant("key");
    Slice one = host.constant("1");
    assertThat(host.sharedData(key, value)).isEqualTo(Status.NOT_FOUND);
    assertThat(host.setSharedData(key, one, -1)).isEqualTo(Status.OK);
    assertThat(host.setSharedData(key, one, -1)).isEqualTo(Status.CAS_MISMATCH);
    assertThat(host.sharedData(key, value)).isEqualTo(Status.OK);
    int version = host.cas();
    assertThat(host.setSharedData(key, host.constant("2"), version)).isEqualTo(Status.OK);
    assertThat(host.setSharedData(key, one, version)).isEqualTo(Status.CAS_MISMATCH);
    assertThat(host.sharedData(key, value)).isEqualTo(Status.OK);
    assertThat(text()).isEqualTo("2");
    assertThat(host.setSharedData(key, one, 0)).isEqualTo(Status.OK);
  }

  @Test
  void response_isTakenOnceWithItsHeaders() {
    calls.requesting(Request.of("GET", "/"));
    String[] pairs = {"a", "1", "b", "é"};
    Slice headers = new Slice(MemoryMap.PROGRAM, HeaderPairs.size(pairs));
    HeaderPairs.write(memory, headers.address(), pairs);
    LocalResponse response =
        new LocalResponse(429, host.constant("details"), host.constant("body"), headers);
    host.respond(response);
    Answer answer = calls.answered(1);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers()).containsExactly("a: 1", "b: é");
    assertThat(answer.body()).isEqualTo("body");
    assertThatIllegalStateException().isThrownBy(() -> host.respond(response));
  }

  @Test
  void pausedRequestWithoutAResponse_isAnError() {
    calls.requesting(Request.of("GET", "/"));
    assertThatIllegalStateException().isThrownBy(() -> calls.answered(1));
  }
}
