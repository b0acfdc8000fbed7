package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Attachment;
import dev.weir.hook.Document;
import dev.weir.hook.RuleFormat;
import dev.weir.opensergo.OpenSergoFormat;
import dev.weir.rule.RuleSet;
import dev.weir.wasm.http.HttpFilter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Resources that are defined by what requests have, in the real Envoy. */
class DefinedResourcesIT {

  /** As docs/filters.md has them. */
  private static final String RULES =
      """
      {"httpResource": [
         {"resource": "http:host", "matches": [{"host": {"exact": "shop.example"}}]},
         {"resource": "http:user", "matches": [{"headers": [{"name": "x-user", "prefix": "go"}]}]},
         {"resource": "http:tier", "matches": [{"queryParameters": [{"name": "tier", "regex": "^[12]$"}]}]},
         {"resource": "http:path", "matches": [{"methods": ["GET", "HEAD"], "path": {"prefix": "/static/"}}]},
         {"resource": "http:near", "matches": [{"clients": ["127.0.0.0/8"], "cookies": [{"name": "session", "present": true}]}]},
         {"resource": "http:far", "matches": [{"clients": ["198.18.0.0/15", "::/0"]}]},
         {"resource": "http:few", "matches": [{"headers": [{"name": "x-few", "exact": "yes"}]}]}],
       "flow": [
         {"resource": "http:host", "threshold": 0}, {"resource": "http:user", "threshold": 0},
         {"resource": "http:tier", "threshold": 0}, {"resource": "http:path", "threshold": 0},
         {"resource": "http:near", "threshold": 0}, {"resource": "http:far", "threshold": 0},
         {"resource": "http:few", "threshold": 3, "statIntervalInMs": 60000},
         {"resource": "GET:/orders", "threshold": 5, "statIntervalInMs": 60000}]}
      """;

  @Test
  void request_isOfTheResourcesWhoseDefinitionsItMeets() throws Exception {
    try (Stage stage = Stage.open(2)) {
      HttpFilter hook =
          new HttpFilter(
              Settings.defaults(HttpFilter.Config.class), Filters.bundle(), stage.daemon.delivery);
      Attachment attachment = hook.attach(Quota.SLOT);
      Daemon.awaitAccepted(attachment, 1);
      attachment.apply(rules());
      int port = stage.envoy.http;
      assertThat(status(port, "GET", "/", "host: other.example")).isEqualTo(200);
      assertThat(status(port, "GET", "/", "host: Shop.Example:8080")).isEqualTo(429);
      assertThat(status(port, "GET", "/", "host: a", "x-user: gold")).isEqualTo(429);
      assertThat(status(port, "GET", "/", "host: a", "x-user: silver")).isEqualTo(200);
      for (int others : new int[] {0, 70}) {
        assertThat(status(port, "GET", "/", headers(others, "x-user: gold", "x-user: silver")))
            .as("the first of two")
            .isEqualTo(429);
        assertThat(status(port, "GET", "/", headers(others, "x-user: silver", "x-user: gold")))
            .isEqualTo(200);
      }
      assertThat(status(port, "GET", "/?page=7&tier=2", "host: a")).isEqualTo(429);
      assertThat(status(port, "GET", "/?page=7&tier=3", "host: a")).isEqualTo(200);
      assertThat(status(port, "GET", "/static/logo.png", "host: a")).isEqualTo(429);
      assertThat(status(port, "POST", "/static/logo.png", "host: a", "content-length: 0"))
          .isEqualTo(200);
      assertThat(status(port, "GET", "/", "host: a", "cookie: a=b; session=c")).isEqualTo(429);
      assertThat(status(port, "GET", "/", "host: a", "cookie: a=b")).isEqualTo(200);
      int[] passed = new int[2];
      for (int i = 0; i < 8; i++) {
        passed[0] += status(port, "GET", "/orders", "host: a", "x-few: yes") == 200 ? 1 : 0;
      }
      for (int i = 0; i < 8; i++) {
        passed[1] += status(port, "GET", "/orders", "host: a") == 200 ? 1 : 0;
      }
      assertThat(passed).containsExactly(3, 0);
    }
  }

  private static RuleSet rules() {
    RuleFormat.Reading read =
        new OpenSergoFormat().read(List.of(new Document("resources.json", RULES)));
    assertThat(read.problems()).isEmpty();
    return new RuleSet(1, read.rules().stream().map(RuleFormat.Sourced::rule).toList());
  }

  /** A host, so many headers that no definition looks at, and these. */
  private static String[] headers(int others, String... last) {
    Stream<String> first = IntStream.range(0, others).mapToObj(i -> "x-other-" + i + ": " + i);
    return Stream.of(Stream.of("host: a"), first, Stream.of(last))
        .flatMap(headers -> headers)
        .toArray(String[]::new);
  }

  /** The status of the answer to a request of these headers, on a connection of its own. */
  private static int status(int port, String method, String path, String... headers)
      throws IOException {
    Envoy.awaitWorkers(port);
    String text = method + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write((text + "\r\nconnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      InputStream answer = socket.getInputStream();
      String line = new String(answer.readNBytes(12), StandardCharsets.US_ASCII);
      assertThat(line).startsWith("HTTP/1.1 ");
      return Integer.parseInt(line.substring(9));
    }
  }
}
