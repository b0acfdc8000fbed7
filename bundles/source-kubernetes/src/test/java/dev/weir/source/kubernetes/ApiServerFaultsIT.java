package dev.weir.source.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.itests.servers.ApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the source delivers of a real API server that is killed, emptied, slow or refuses. */
final class ApiServerFaultsIT {

  private static final String A = Samples.document("default", "a");
  private static final String B = Samples.document("default", "b");

  @TempDir Path home = Path.of("");

  private final Heard heard = new Heard();
  private ApiServer server = new ApiServer(home);
  private KubernetesRuleSource source = new Given().source();

  @BeforeEach
  void start() throws Exception {
    server = new ApiServer(home).start();
    server.define(Samples.STRATEGIES);
    server.apply(Samples.strategy("default", "a", 3));
  }

  @AfterEach
  void stop() {
    source.close();
    server.close();
  }

  private void open(Given given) {
    source =
        given
            .with("_token", "admin")
            .with("status", false)
            .with("discover_ms", 300)
            .with("retry_max_ms", 500)
            .otherwise("timeout_ms", 2_000)
            .source();
    source.open(heard);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(heard.last()).containsOnlyKeys(A));
  }

  private Given direct() {
    return new Given().with("url", server.url()).with("ca", server.ca());
  }

  private void awaitFault(String words) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(heard.faults()).anyMatch(f -> f.contains(words)));
  }

  private void awaitKeys(String... keys) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(heard.last()).containsOnlyKeys(keys));
  }

  @Test
  void killedInTheMiddleOfAWatch_rulesStayAndWhatWasMissedIsDelivered() throws Exception {
    open(direct());

    server.killServer();
    awaitFault("no connection: is it running");
    assertThat(heard.last()).containsOnlyKeys(A);
    server.startServer();
    server.apply(Samples.strategy("default", "b", 4));

    awaitKeys(A, B);
  }

  @Test
  void restartedEmpty_rulesStayUntilAnObjectIsThere() throws Exception {
    open(direct());

    server.kill();
    server.forget();
    server.start();
    awaitFault("is no longer served: its 1 objects stay in force");
    server.define(Samples.STRATEGIES);
    awaitFault("resource version went back");
    assertThat(heard.last()).containsOnlyKeys(A);
    server.apply(Samples.strategy("default", "b", 4));

    awaitKeys(B);
  }

  @Test
  void cutOffWhileTheStoreIsCompacted_isListedAnew() throws Exception {
    try (FaultProxy proxy = new FaultProxy(server)) {
      open(new Given().with("url", proxy.url()));

      proxy.answer(503);
      for (int i = 0; i < 20; i++) {
        server.apply(Samples.strategy("default", "b", i));
      }
      server.kubectl("delete", "ratelimitstrategies", "a");
      server.compact();
      server.killServer();
      server.startServer();
      proxy.answer(0);

      awaitKeys(B);
      assertThat(heard.last().get(B)).contains("\"threshold\":19");
    }
  }

  @Test
  void versionThatIsNoLongerKept_isListedAnew() throws Exception {
    try (FaultProxy proxy = new FaultProxy(server)) {
      open(new Given().with("url", proxy.url()).with("timeout_ms", 60_000));

      server.apply(Samples.strategy("default", "b", 100)); // so that the watch has lived
      awaitKeys(A, B);
      int watches = proxy.count("watch");
      proxy.hold(true);
      proxy.endWatches();
      await().until(() -> proxy.count("watch") > watches);
      for (int i = 0; i < 20; i++) {
        server.apply(Samples.strategy("default", "b", i));
      }
      server.kubectl("delete", "ratelimitstrategies", "a");
      server.compact();
      server.killServer();
      server.startServer();
      proxy.hold(false);

      awaitKeys(B);
      assertThat(heard.last().get(B)).contains("\"threshold\":19");
      assertThat(proxy.count("gone")).as("410 of the real server").isPositive();
    }
  }

  @Test
  void watchThatEndsAbruptly_isResumedWithoutAList() throws Exception {
    try (FaultProxy proxy = new FaultProxy(server)) {
      open(new Given().with("url", proxy.url()));
      int lists = proxy.count("list");

      for (int i = 0; i < 5; i++) {
        String text = "\"threshold\":" + i;
        server.apply(Samples.strategy("default", "b", i));
        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(() -> assertThat(heard.last().getOrDefault(B, "")).contains(text));
        int watches = proxy.count("watch");
        proxy.endWatches();
        await().until(() -> proxy.count("watch") > watches);
      }

      assertThat(proxy.count("list")).isEqualTo(lists);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, does not know",
    "403, grant Weir",
    "409, made up",
    "410, made up",
    "429, too much",
    "500, made up"
  })
  void refusedForAWhile_isSaidAndRulesStayAndComeAgain(int status, String words) throws Exception {
    try (FaultProxy proxy = new FaultProxy(server)) {
      open(new Given().with("url", proxy.url()));

      proxy.answer(status);
      awaitFault(status + ", ");
      awaitFault(words);
      assertThat(heard.last()).containsOnlyKeys(A);
      int begin = proxy.count("refused");
      long from = System.nanoTime();
      server.apply(Samples.strategy("default", "b", 4));
      proxy.answer(0);

      awaitKeys(A, B);
      double seconds = (System.nanoTime() - from) / 1e9;
      assertThat(proxy.count("refused") - begin).isLessThan((int) (10 + seconds * 60));
    }
  }

  @Test
  void slowServer_isWaitedForAndATooSlowOneIsSaid() throws Exception {
    try (FaultProxy proxy = new FaultProxy(server)) {
      proxy.delay(500);
      open(new Given().with("url", proxy.url()));

      proxy.delay(4_000);
      awaitFault("no answer within 2000 ms");
      server.apply(Samples.strategy("default", "b", 4));
      proxy.delay(0);

      awaitKeys(A, B);
    }
  }

  @Test
  void watchThatEnds_losesNothing() throws Exception {
    try (FaultProxy proxy = new FaultProxy(server)) {
      open(new Given().with("url", proxy.url()));

      for (int i = 0; i < 5; i++) {
        proxy.endWatches();
        server.apply(Samples.strategy("default", "b", i));
      }

      awaitKeys(A, B);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(heard.last().get(B)).contains("\"threshold\":4"));
    }
  }

  private static NonNamespaceOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      objects(KubernetesClient client) {
    return client.genericKubernetesResources(Samples.RATE_LIMIT.context()).inNamespace("default");
  }

  @Test
  void acknowledgedEdit_isDeliveredWithinATenthOfASecond() throws Exception {
    open(direct());
    Settings admin =
        Settings.of(direct().with("_token", "admin").config(), Map.of("NODE_NAME", "editor"), home);
    long[] nanos = new long[100];
    try (KubernetesClient client = new Cluster(admin).open()) {
      for (int i = 0; i < nanos.length; i++) {
        objects(client).resource(Samples.object("default", "a", 1_000 + i)).update();
        long acknowledged = System.nanoTime();
        while (!heard.last().getOrDefault(A, "").contains("\"threshold\":" + (1_000 + i))) {
          assertThat(System.nanoTime() - acknowledged).isLessThan(10_000_000_000L);
          Thread.onSpinWait();
        }
        nanos[i] = System.nanoTime() - acknowledged;
      }
    }

    Arrays.sort(nanos);
    System.out.printf(
        "API server's answer to delivery, 100 edits: p50 %.2f ms, p99 %.2f ms%n",
        nanos[50] / 1e6, nanos[98] / 1e6);
    // The median is Weir's; the slowest of a hundred is the machine's, and for the bench.
    assertThat(nanos[50]).isLessThan(100_000_000L);
  }

  @Test
  void editsOfManyClients_lastOfEachWinsAndNoneIsLost() throws Exception {
    open(direct());
    Settings admin =
        Settings.of(direct().with("_token", "admin").config(), Map.of("NODE_NAME", "editor"), home);
    int clients = 8;
    int[] edits = new int[clients];
    ExecutorService editors = Executors.newFixedThreadPool(clients);
    try (KubernetesClient client = new Cluster(admin).open()) {
      List<Future<?>> running = new ArrayList<>();
      long end = System.nanoTime() + 10_000_000_000L;
      for (int c = 0; c < clients; c++) {
        int me = c;
        running.add(
            editors.submit(
                () -> {
                  while (System.nanoTime() < end) {
                    GenericKubernetesResource next =
                        Samples.object("default", "e" + me, edits[me]++);
                    objects(client).resource(next).createOr(NonDeletingOperation::update);
                  }
                }));
      }
      for (Future<?> editor : running) {
        editor.get();
      }
    } finally {
      editors.shutdownNow();
    }

    for (int c = 0; c < clients; c++) {
      String document = Samples.document("default", "e" + c);
      String last = "\"threshold\":" + (edits[c] - 1) + "}";
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(heard.last().getOrDefault(document, "")).contains(last));
    }
    System.out.printf(
        "%d edits of %d clients acknowledged in 10 s, %d deliveries%n",
        Arrays.stream(edits).sum(), clients, heard.deliveries());
    assertThat(heard.faults()).isEmpty();
  }
}
