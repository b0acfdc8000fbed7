package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.engine.HostedResource;
import dev.weir.envoy.FilterModule;
import dev.weir.hook.Attachment;
import dev.weir.itests.envoy.program.Trapping;
import dev.weir.rule.FlowRule;
import dev.weir.wasm.limits.Limits;
import dev.weir.wasm.limits.hook.SliceJson;
import dev.weir.wasm.linker.LinkException;
import dev.weir.wasm.linker.LinkRequest;
import dev.weir.wasm.linker.Linker;
import dev.weir.wasm.sdk.Host;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A VM that traps is made anew, and takes up the counts that it had. */
class TrapIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void trappedVm_isReloadedAndKeepsTheSharedCounts() throws Exception {
    try (Stage stage = Stage.open(1)) {
      FilterModule module =
          new FilterModule("trapping", "1", FilterModule.Layer.HTTP, "trap", link());
      Attachment attachment = stage.daemon.delivery.deliver(module, Quota.SLOT, SliceJson::render);
      attachment.apply(Filters.limit(1, Quota.RESOURCE, 20));
      Daemon.awaitAccepted(attachment, 1);
      assertThat(passed(stage.envoy.http, 8)).isEqualTo(8);
      assertThat(ask(stage.envoy.http, "/trap")).isEqualTo(503);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> ask(stage.envoy.http, "/without-a-rule") == 200);
      assertThat(passed(stage.envoy.http, 30)).as("of 20, after 8 before the trap").isEqualTo(12);
      assertThat(stage.envoy.admin("/stats?filter=vm_reload_success")).contains(": 1");
    }
  }

  private int passed(int port, int requests) throws Exception {
    int passed = 0;
    for (int i = 0; i < requests; i++) {
      passed += ask(port, "/orders") == 200 ? 1 : 0;
    }
    return passed;
  }

  private int ask(int port, String path) throws Exception {
    Envoy.awaitWorkers(port);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static byte[] link() throws LinkException {
    List<Path> classes =
        Stream.of(Trapping.class, Limits.class, Host.class, HostedResource.class, FlowRule.class)
            .map(TrapIT::home)
            .toList();
    return new Linker().link(LinkRequest.of(Trapping.class.getName(), classes)).code();
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
