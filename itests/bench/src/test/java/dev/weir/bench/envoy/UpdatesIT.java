package dev.weir.bench.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short slice of {@code ./weir bench updates}, without its times. */
class UpdatesIT {

  private static final int COUNT = 5;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  @TempDir Path scratch;

  @Test
  void editsAndSwapsUnderLoad_failNoRequestAndLetNoneThrough() throws Exception {
    Path root = Path.of("../..");
    try (Updates updates =
        new Updates(
            Path.of(System.getenv("WEIR_ENVOY")),
            root.resolve("distribution/src/main/sample/envoy.yaml.in"),
            root.resolve("wasm-targets/http/target/classes/weir-http.wasm"),
            scratch)) {
      awaitMore(updates.load());
      assertThat(updates.edits(COUNT)).hasSize(COUNT);
      assertThat(updates.swaps(COUNT)).hasSize(COUNT);
      awaitMore(updates.load());
      assertThat(updates.load().failed()).isZero();
      assertThat(updates.load().unfiltered()).isZero();
    }
  }

  /** The load runs: answers come. */
  private static void awaitMore(SteadyLoad load) throws InterruptedException {
    long enough = load.answers() + 100;
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (load.answers() < enough && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    assertThat(load.answers()).isGreaterThanOrEqualTo(enough);
  }
}
