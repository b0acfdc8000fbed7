package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.hook.host.Figures;
import dev.weir.itests.servers.Upstream;
import dev.weir.wasm.export.Export;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** What is exported: an Envoy that no daemon is connected to, and objects that Istio reads. */
class ExportIT {

  /** An hour, so that all requests fall into one interval but for one chance in 3,600. */
  private static final String RULES =
      """
      [{"resource": "GET:/orders", "threshold": 5, "statIntervalInMs": 3600000},
       {"resource": "shop.Cart/Add", "threshold": 7, "statIntervalInMs": 1000},
       {"resource": "tcp:%d", "threshold": 100, "statIntervalInMs": 1000}]
      """;

  private static final String SERVICE = "--daemon";
  private static final int CLOSED = 0;

  /** The HTTP filter says so, or the TCP filter, which a system rule is for too, closes before. */
  private static final Set<Integer> REFUSALS = Set.of(429, CLOSED);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path temp = Path.of("");

  private Path export(int port, String... options) throws IOException {
    Path rules = Files.writeString(temp.resolve("FlowRule.json"), RULES.formatted(port));
    Path out = temp.resolve("exported");
    List<String> words = new ArrayList<>(List.of(options));
    words.addAll(1, List.of(rules.toString(), "--out", out.toString()));
    assertThat(new Export(System.out, System.err).run(words.toArray(new String[0]))).isZero();
    return out.resolve(options[0] + ".yaml");
  }

  @Test
  void exportedBootstrap_limitsWithoutADaemon() throws Exception {
    try (Upstream upstream = new Upstream();
        Envoy envoy =
            Envoy.of(
                2,
                (http, admin) ->
                    Files.readString(
                        export(
                            http,
                            "envoy",
                            "--listen",
                            "127.0.0.1:" + http,
                            "--admin",
                            "127.0.0.1:" + admin,
                            "--upstream",
                            "127.0.0.1:" + upstream.port())))) {
      int passed = 0;
      for (int i = 0; i < 20; i++) {
        int status = ask(envoy.http);
        assertThat(status).isIn(200, 429);
        passed += status == 200 ? 1 : 0;
      }
      assertThat(passed).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @CsvSource({"WasmPlugin,3,", "EnvoyFilter,3,", "EnvoyFilter,4,198.51.100.7:18000"})
  void exportedObjects_areWhatIstiosTypesRead(String kind, int objects, @Nullable String daemon)
      throws Exception {
    List<String> words =
        new ArrayList<>(List.of("istio", "--as", kind, "--selector", "app=orders"));
    if (daemon != null) {
      words.addAll(List.of(SERVICE, daemon));
    }
    Path file = export(10080, words.toArray(new String[0]));
    StringBuilder lines = new StringBuilder();
    for (Object object : new Yaml().loadAll(Files.readString(file))) {
      lines.append(new ObjectMapper().writeValueAsString(object)).append('\n');
    }
    assertThat(lines.toString().lines()).hasSize(objects).allMatch(line -> line.contains(kind));

    assertThat(check(lines.toString())).isEmpty();
    assertThat(check(lines.toString().replace("\"spec\":{", "\"spec\":{\"sellector\":1,")))
        .as("the check itself")
        .contains("sellector");
  }

  /** A host that is busy or not. */
  private static final class Host implements Supplier<Figures> {

    private volatile double cpu = 1;

    @Override
    public Figures get() {
      return new Figures(0, cpu, 0);
    }
  }

  @Test
  void exportedBootstrapWithADaemon_guardsItsHost() throws Exception {
    Host host = new Host();
    Path rules =
        Files.writeString(
            temp.resolve("rules.json"),
            "{\"system\": [{\"metricType\": 4, \"triggerCount\": 0.5}]}");
    try (Upstream upstream = new Upstream();
        Daemon daemon = new Daemon(0, 0, host);
        Envoy envoy =
            Envoy.of(
                2,
                (http, admin) -> {
                  Path out = temp.resolve("guarded");
                  String[] words = {
                    "envoy",
                    rules.toString(),
                    "--out",
                    out.toString(),
                    "--listen",
                    "127.0.0.1:" + http,
                    "--admin",
                    "127.0.0.1:" + admin,
                    "--upstream",
                    "127.0.0.1:" + upstream.port(),
                    SERVICE,
                    "127.0.0.1:" + daemon.port()
                  };
                  assertThat(new Export(System.out, System.err).run(words)).isZero();
                  return Files.readString(out.resolve("envoy.yaml"));
                })) {
      await().atMost(PATIENCE).until(() -> REFUSALS.contains(outcome(envoy.http)));
      host.cpu = 0.1;
      await().atMost(PATIENCE).until(() -> outcome(envoy.http) == 200);
    }
  }

  /** The status, or that the connection was closed. */
  private int outcome(int port) throws Exception {
    try {
      return ask(port);
    } catch (IOException closed) {
      return CLOSED;
    }
  }

  private static String check(String lines) throws Exception {
    String program = Objects.requireNonNull(System.getenv("WEIR_ISTIO_CHECK"), "WEIR_ISTIO_CHECK");
    Process process = new ProcessBuilder(program).redirectErrorStream(true).start();
    process.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private int ask(int port) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/orders");
    return client
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
