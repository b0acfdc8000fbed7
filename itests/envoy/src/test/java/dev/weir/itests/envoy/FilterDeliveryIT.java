package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter on its way into Envoy and out again. */
class FilterDeliveryIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int CLIENTS = 8;

  @Test
  void nothingDelivered_idleFilterIsInPlaceAndRequestsPass() throws Exception {
    try (Stage stage = Stage.open(2)) {
      await()
          .atMost(PATIENCE)
          .until(() -> stage.envoy.admin("/config_dump").contains("ecds_filters"));
      assertThat(Load.send(stage.envoy.http, 2, 20)).isEqualTo(Map.of(200, 20L));
    }
  }

  @Test
  void deliveredAndTakenOutUnderLoad_noRequestFails() throws Exception {
    try (Stage stage = Stage.open(2);
        Load load = Load.start(stage.envoy.http, CLIENTS)) {
      await().atMost(PATIENCE).until(() -> load.count(200) > 100);
      Attachment attachment = stage.deliver(0);
      await().atMost(PATIENCE).until(() -> load.count(429) > 100);
      attachment.detach();
      long free = load.count(200);
      await().atMost(PATIENCE).until(() -> load.count(200) > free + 100);
      long blocked = load.count(429);
      await().atMost(PATIENCE).until(() -> load.count(200) > free + 200);
      assertThat(load.count(429)).as("blocked after the filter was taken out").isEqualTo(blocked);
      assertThat(load.answers()).containsOnlyKeys(200, 429);
      assertThat(attachment.status().live()).isFalse();
    }
  }

  @Test
  void ruleChanged_inForceAtOnceWithCountsKept() throws Exception {
    try (Stage stage = Stage.open(2)) {
      Attachment attachment = stage.deliver(10);
      assertThat(Load.send(stage.envoy.http, 4, 12)).isEqualTo(Map.of(200, 10L, 429, 2L));
      long start = System.nanoTime();
      attachment.apply(Quota.rules(2, 15));
      System.out.printf("rule change accepted after %.1f ms%n", (System.nanoTime() - start) / 1e6);
      assertThat(Load.send(stage.envoy.http, 4, 12)).isEqualTo(Map.of(200, 5L, 429, 7L));
    }
  }

  @Test
  void deltaVariant_deliversChangesAndTakesOut() throws Exception {
    try (Stage stage = Stage.openDelta(1)) {
      Attachment attachment = stage.deliver(0);
      assertThat(Load.send(stage.envoy.http, 2, 5)).isEqualTo(Map.of(429, 5L));
      attachment.apply(Quota.rules(2, 3));
      assertThat(Load.send(stage.envoy.http, 2, 5)).isEqualTo(Map.of(200, 3L, 429, 2L));
      attachment.detach();
      assertThat(Load.send(stage.envoy.http, 2, 5)).isEqualTo(Map.of(200, 5L));
    }
  }

  @Test
  void refusedConfiguration_failsWithEnvoysMessageAndKeepsTheFormer() throws Exception {
    try (Stage stage = Stage.open(2)) {
      Attachment attachment = stage.deliver(5);
      assertThatThrownBy(() -> attachment.apply(Quota.rules(-1, 100)))
          .isInstanceOf(HookException.class)
          .hasMessageContaining("stays in force")
          .hasMessageContaining("weir-sample")
          .hasMessageContaining("Unable to create Wasm plugin");
      assertThat(attachment.status().live()).isTrue();
      assertThat(Load.send(stage.envoy.http, 2, 8)).isEqualTo(Map.of(200, 5L, 429, 3L));
    }
  }

  @Test
  void refusedModule_isNotAttachedAndRequestsPass() throws Exception {
    try (Stage stage = Stage.open(1)) {
      assertThatThrownBy(
              () ->
                  stage.daemon.delivery.deliver(
                      Quota.version("1.0"), Quota.SLOT, rules -> "{\"no\":\"quota\"}"))
          .isInstanceOf(HookException.class);
      assertThat(Load.send(stage.envoy.http, 2, 8)).isEqualTo(Map.of(200, 8L));
    }
  }

  @Test
  void newVersionTakesOver_noRequestGoesUnfiltered() throws Exception {
    try (Stage stage = Stage.open(2)) {
      Attachment old = stage.deliver(0);
      try (Load load = Load.start(stage.envoy.http, CLIENTS)) {
        await().atMost(PATIENCE).until(() -> load.count(429) > 100);
        Attachment successor =
            stage.daemon.delivery.deliver(Quota.rebuilt("2.0"), Quota.SLOT, Quota::render);
        old.detach();
        long blocked = load.count(429);
        await().atMost(PATIENCE).until(() -> load.count(429) > blocked + 100);
        assertThat(load.answers()).containsOnlyKeys(429);
        assertThat(successor.status().live()).isTrue();
        assertThat(old.status().live()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void severalWorkers_limitIsExact(int workers) throws Exception {
    try (Stage stage = Stage.open(workers)) {
      Attachment unused = stage.deliver(300);
      assertThat(Load.send(stage.envoy.http, 32, 2000)).isEqualTo(Map.of(200, 300L, 429, 1700L));
    }
  }

  @Test
  void oneOfTwoEnvoysRefuses_bothKeepTheFormer() throws Exception {
    try (Stage stage = Stage.open(1);
        Envoy other = withoutWasm(stage)) {
      await().atMost(PATIENCE).until(() -> other.admin("/config_dump").contains("ecds_filters"));
      assertThatThrownBy(() -> stage.deliver(0)).isInstanceOf(HookException.class);
      assertThat(Load.send(stage.envoy.http, 2, 5)).isEqualTo(Map.of(200, 5L));
      assertThat(Load.send(other.http, 2, 5)).isEqualTo(Map.of(200, 5L));
    }
  }

  private static Envoy withoutWasm(Stage stage) throws IOException {
    return new Envoy(
        1,
        stage.daemon.port(),
        stage.upstream.port(),
        yaml ->
            yaml.replace("type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm, ", ""));
  }
}
