package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
  @ValueSource(strings = {"WasmPlugin", "EnvoyFilter"})
  void exportedObjects_areWhatIstiosTypesRead(String kind) throws Exception {
    Path file = export(10080, "istio", "--as", kind, "--selector", "app=orders");
    StringBuilder lines = new StringBuilder();
    for (Object object : new Yaml().loadAll(Files.readString(file))) {
      lines.append(new ObjectMapper().writeValueAsString(object)).append('\n');
    }
    assertThat(lines.toString().lines()).hasSize(3).allMatch(line -> line.contains(kind));

    assertThat(check(lines.toString())).isEmpty();
    assertThat(check(lines.toString().replace("\"spec\":{", "\"spec\":{\"sellector\":1,")))
        .as("the check itself")
        .contains("sellector");
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
