package dev.weir.wasm.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.wasm.host.Guest;
import dev.weir.wasm.host.MockHostCalls;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Worker;
import dev.weir.wasm.limits.HeaderBlock;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.abi.ArrayMemory;
import dev.weir.wasm.sdk.abi.MemoryMap;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers out of one call, whoever wrote the request. */
final class HeaderBlockTest implements Guest {

  /** Most bytes that are taken at once. */
  private static final int MOST_BYTES = 4_096;

  private final ArrayMemory memory = new ArrayMemory(MemoryMap.END);
  private final MockHostCalls calls;
  private final Host host;
  private final HeaderBlock block;
  private final Worker worker;
  private final Map<String, String> found = new TreeMap<>();
  private String[] wanted = {};

  HeaderBlockTest() {
    calls = new MockHostCalls(new MockProxy(), memory, this::allocate, Module.HOST_CALLS);
    host = new Host(calls.functions(), memory);
    block = new HeaderBlock(host);
    worker = new Worker(this, calls);
  }

  private int allocate(int size) {
    return host.buffers().allocate(size);
  }

  @Override
  public boolean exports(String callback) {
    return callback.equals("proxy_on_request_headers");
  }

  @Override
  public int call(String callback, int... arguments) {
    host.buffers().reset();
    block.take(arguments[1]);
    for (String name : wanted) {
      Slice value = new Slice();
      if (block.get(host.text(name), value) == Status.OK) {
        found.put(name, text(value));
      }
    }
    return 0;
  }

  private String text(Slice slice) {
    byte[] bytes = new byte[slice.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = memory.load8(slice.address() + i);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private int calls(Request request, String... names) {
    wanted = names;
    found.clear();
    int before = worker.calls();
    worker.open(request, true);
    return worker.calls() - before;
  }

  private static Request withOthers(int headers) {
    Request request = Request.of("GET", "/orders");
    for (int i = 2; i < headers; i++) {
      request.with("x-other-" + i, "v" + i);
    }
    return request;
  }

  @Test
  void fewHeaders_areTakenInOneCall() {
    Request request = withOthers(10).with("empty", "").with("é", "ü");
    assertThat(calls(request, ":path", ":method", "x-other-9", "empty", "é", "x-none", ":pat"))
        .isEqualTo(1);
    assertThat(found)
        .isEqualTo(
            Map.of(":path", "/orders", ":method", "GET", "x-other-9", "v9", "empty", "", "é", "ü"));
  }

  @Test
  void nameThatComesTwice_isTheFirst_takenAtOnceOrByItself() {
    Request few = Request.of("GET", "/orders").with("x", "1").with("y", "2").with("x", "3");
    assertThat(calls(few, "x", "y")).isEqualTo(1);
    assertThat(found).isEqualTo(Map.of("x", "1", "y", "2"));
    Request many = withOthers(100).with("x", "1").with("y", "2").with("x", "3");
    assertThat(calls(many, "x", "y")).isEqualTo(2);
    assertThat(found).isEqualTo(Map.of("x", "1", "y", "2"));
  }

  @ParameterizedTest
  @CsvSource({"64,1", "65,2", "1000,2", "100000,2"})
  void manyHeaders_areAskedForOneByOne(int headers, int expected) {
    assertThat(calls(withOthers(headers), ":path", ":method")).isEqualTo(expected);
    assertThat(found).isEqualTo(Map.of(":path", "/orders", ":method", "GET"));
  }

  @ParameterizedTest
  @ValueSource(ints = {4_097, 60_000, 8_000_000})
  void manyBytes_areNeitherTakenNorKept(int bytes) {
    int before = host.buffers().highest();
    Request request = Request.of("GET", "/orders").with("cookie", "c".repeat(bytes));
    // the one that is refused, and each
    assertThat(calls(request, ":path", ":method")).isEqualTo(3);
    assertThat(found).isEqualTo(Map.of(":path", "/orders", ":method", "GET"));
    assertThat(host.buffers().highest()).isLessThan(before + MOST_BYTES);
    assertThat(calls(request, "cookie")).isEqualTo(2);
    assertThat(found.get("cookie")).hasSize(bytes);
  }

  @Test
  void asManyBytesAsFit_areTakenInOneCall() {
    // a count, lengths and NULs: 4, and 10 for each header
    int others = 4 + 3 * 10 + ":methodGET:path/orderscookie".length();
    Request request = Request.of("GET", "/orders").with("cookie", "c".repeat(MOST_BYTES - others));
    assertThat(calls(request, ":path", ":method")).isEqualTo(1);
    assertThat(host.buffers().highest()).isGreaterThanOrEqualTo(MOST_BYTES);
  }

  @Test
  void smallRequestAfterALargeOne_isTakenAtOnceAgain() {
    calls(Request.of("GET", "/large").with("cookie", "c".repeat(5_000)), ":path");
    assertThat(calls(Request.of("GET", "/small"), ":path", ":method")).isEqualTo(1);
    assertThat(found).isEqualTo(Map.of(":path", "/small", ":method", "GET"));
  }
}
