package dev.weir.itests.envoy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.simulate.Simulate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a live Envoy logs, with the format that the documentation prints, is a trace: converted and
 * replayed, it has the calls that were made.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessLogIT {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int ORDERS = 7;
  private static final int CARTS = 5;
  private static final int FAILED = 2;

  /** By windows longer than the test, so that it does not matter when its calls come. */
  private static final String RULES =
      """
      apiVersion: weir.dev/v1alpha1
      kind: Rule
      metadata: {name: orders}
      spec: {resource: 'GET:/orders', flow: {threshold: 3, statDuration: 1h, window: Sliding}}
      ---
      apiVersion: weir.dev/v1alpha1
      kind: Rule
      metadata: {name: users}
      spec:
        resource: 'POST:/cart'
        hotspot: {metricType: QPS, paramKey: user, threshold: 2, durationInSec: 3600}
      """;

  @TempDir private static Path folder = Path.of("");

  private Path trace = Path.of("");

  /** Requests to an Envoy that logs, the last of them to a service that has gone. */
  @BeforeAll
  void log() throws Exception {
    Path log = folder.resolve("access.log");
    Stage stage = Stage.openWith(2, yaml -> withAccessLog(yaml, log));
    try (stage) {
      for (int i = 0; i < ORDERS; i++) {
        assertThat(ask(stage.envoy.http, "GET", "/orders", "nobody")).isEqualTo(200);
      }
      for (int i = 0; i < CARTS; i++) {
        assertThat(ask(stage.envoy.http, "POST", "/cart?item=" + i, i == 0 ? "u2" : "u1"))
            .isEqualTo(200);
      }
      stage.upstream.close();
      for (int i = 0; i < FAILED; i++) {
        assertThat(ask(stage.envoy.http, "GET", "/gone", "nobody")).isEqualTo(503);
      }
    }
    trace =
        Files.writeString(folder.resolve("trace"), simulate("--from-envoy-log", log.toString()));
  }

  /** The format of docs/simulate.md, under the connection manager of the sample. */
  private static String withAccessLog(String yaml, Path log) {
    String anchor = "                stat_prefix: sample\n";
    assertThat(yaml).contains(anchor);
    String format = documented().replace("path: access.log", "path: " + log).indent(16);
    return yaml.replace(anchor, anchor + format);
  }

  private static String documented() {
    try {
      Matcher block =
          Pattern.compile("```yaml\\n(access_log:.*?)```", Pattern.DOTALL)
              .matcher(Files.readString(Path.of("../../docs/simulate.md")));
      assertThat(block.find()).as("the format in docs/simulate.md").isTrue();
      return block.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int ask(int port, String method, String path, String user) throws Exception {
    Envoy.awaitWorkers(port);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .version(HttpClient.Version.HTTP_1_1)
            .header("x-user", user)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static String simulate(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        new Simulate(new ByteArrayInputStream(new byte[0]), out, new PrintStream(err, true, UTF_8))
            .run(arguments);
    assertThat(status).as(err.toString(UTF_8)).isZero();
    return out.toString(UTF_8);
  }

  private static long count(List<String> lines, String part) {
    return lines.stream().filter(line -> line.contains(part)).count();
  }

  @Test
  void everyRequest_entersAndExits() throws IOException {
    List<String> lines = Files.readAllLines(trace);
    assertThat(count(lines, "\"enter\":\"GET:/orders\"")).isEqualTo(ORDERS);
    assertThat(count(lines, "\"enter\":\"POST:/cart\"")).isEqualTo(CARTS);
    assertThat(count(lines, "\"user\":\"u1\"")).isEqualTo(CARTS - 1);
    assertThat(count(lines, "\"exit\":")).isEqualTo(ORDERS + CARTS + FAILED);
    assertThat(count(lines, "\"error\":true")).isEqualTo(FAILED);
  }

  @Test
  void rulesOnTheTrace_decideEveryRequest() throws IOException {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    List<String> decisions = simulate(rules.toString(), trace.toString()).lines().toList();
    assertThat(decisions).hasSize(ORDERS + CARTS + FAILED);
    assertThat(count(decisions, "\"by\":\"flow\"")).isEqualTo(ORDERS - 3);
    assertThat(count(decisions, "\"by\":\"hotspot\"")).isEqualTo(CARTS - 1 - 2);
    assertThat(count(decisions, "\"pass\"")).isEqualTo(3 + 1 + 2 + FAILED);
  }
}
