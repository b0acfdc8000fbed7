package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.wasm.host.EndiveVm;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import run.endive.wasm.Parser;

/** Runs the module that Envoy will load; the host calls that it may make are listed. */
final class KeyFilterTest {

  private static final Set<String> HOST_CALLS =
      Set.of(
          "log",
          "define_metric",
          "increment_metric",
          "get_header_map_value",
          "send_local_response");

  private final MockProxy proxy = new MockProxy();
  private Worker worker;

  @BeforeEach
  void start() throws IOException {
    try (InputStream module = KeyFilter.class.getResourceAsStream("/key-filter.wasm")) {
      worker = EndiveVm.start(Parser.parse(module.readAllBytes()), proxy, HOST_CALLS);
    }
    assertTrue(worker.configure(""));
  }

  @Test
  void requestWithAKey_passes() {
    assertTrue(worker.request(Request.of("GET", "/").with("x-api-key", "k1")).passed());
    assertEquals(0, proxy.metrics().value("key_filter.refused"));
  }

  @Test
  void requestWithoutAKey_isRefusedAndCounted() {
    assertEquals(401, worker.request(Request.of("GET", "/")).status());
    assertEquals(401, worker.request(Request.of("GET", "/").with("x-api-key", "")).status());
    assertEquals(2, proxy.metrics().value("key_filter.refused"));
  }
}
