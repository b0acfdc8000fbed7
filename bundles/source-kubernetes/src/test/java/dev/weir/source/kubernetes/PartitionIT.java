package dev.weir.source.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.itests.servers.ApiServer;
import dev.weir.itests.servers.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API server that runs and cannot be reached: packets are dropped, and nobody is told. */
final class PartitionIT {

  private static final String A = Samples.document("default", "a");
  private static final String B = Samples.document("default", "b");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path home = Path.of("");

  private final Heard heard = new Heard();

  private void awaitKeys(String... keys) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard.last()).containsOnlyKeys(keys));
  }

  @Test
  void cutOffAndHealed_rulesStayAndWhatWasMissedIsDelivered() throws Exception {
    try (Namespace namespace = new Namespace();
        ApiServer server = new ApiServer(home, namespace).start()) {
      server.define(Samples.STRATEGIES);
      server.apply(Samples.strategy("default", "a", 3));
      KubernetesRuleSource source =
          new Given()
              .with("url", server.url())
              .with("ca", server.ca())
              .with("_token", "admin")
              .with("status", false)
              .with("discover_ms", 300)
              .with("retry_max_ms", 500)
              .with("timeout_ms", 2_000)
              .source();
      try {
        source.open(heard);
        awaitKeys(A);

        namespace.cut();
        server.apply(Samples.strategy("default", "b", 4));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard.faults()).isNotEmpty());
        assertThat(heard.last()).containsOnlyKeys(A);
        namespace.heal();

        awaitKeys(A, B);
      } finally {
        source.close();
      }
    }
  }
}
