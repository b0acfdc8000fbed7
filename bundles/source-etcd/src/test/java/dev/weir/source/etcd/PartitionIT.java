package dev.weir.source.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.itests.servers.EtcdServer;
import dev.weir.itests.servers.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An etcd that runs and cannot be reached: packets to it are dropped, and nobody is told. */
final class PartitionIT {

  private static final String KEY = "/weir/rules/a";

  @TempDir Path temp = Path.of("");

  private final Heard heard = new Heard();

  private void awaitLast(String text) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(heard.last()).isEqualTo(Map.of(KEY, text)));
  }

  @Test
  void cutOffAndHealed_rulesStayAndWhatWasMissedIsDelivered() throws Exception {
    try (Namespace namespace = new Namespace();
        EtcdServer etcd = new EtcdServer(temp, namespace)) {
      etcd.start();
      etcd.put(KEY, "one");
      EtcdRuleSource source =
          new Given()
              .with("endpoints", etcd.endpoint())
              .with("timeout_ms", 1_000)
              .with("retry_max_ms", 500)
              .source();
      try {
        source.open(heard);
        awaitLast("one");

        namespace.cut();
        etcd.put(KEY, "two");
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(heard.faults()).isNotEmpty());
        assertThat(heard.last()).isEqualTo(Map.of(KEY, "one"));
        namespace.heal();

        awaitLast("two");
      } finally {
        source.close();
      }
    }
  }
}
