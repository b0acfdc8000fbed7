package dev.weir.itests.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Attachment;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.RuleSet;
import dev.weir.wasm.tcp.TcpFilter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weir's TCP filter in the real Envoy. */
class TcpFilterIT {

  private static final String REQUEST =
      "GET /orders HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
  private static final String KEPT = "GET /orders HTTP/1.1\r\nhost: a\r\n\r\n";
  private static final int TIMEOUT_MS = 10_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void connections_areLimitedExactlyOverTheWorkers(int workers) throws Exception {
    try (Stage stage = Stage.open(workers)) {
      Attachment attachment = attach(stage);
      attachment.apply(Filters.limit(1, "tcp:" + stage.envoy.http, 20));
      assertThat(answered(stage.envoy.http, 30)).isEqualTo(20);
      attachment.apply(Filters.limit(2, "tcp:" + stage.envoy.http, 25));
      assertThat(answered(stage.envoy.http, 30)).isEqualTo(5);
      attachment.detach();
      assertThat(answered(stage.envoy.http, 10)).isEqualTo(10);
    }
  }

  @Test
  void isolation_countsOpenConnectionsOfAllWorkers() throws Exception {
    List<Socket> open = new ArrayList<>();
    try (Stage stage = Stage.open(4)) {
      Attachment attachment = attach(stage);
      String resource = "tcp:" + stage.envoy.http;
      attachment.apply(
          new RuleSet(1, List.of(new IsolationRule("i", resource, false, 5, Policy.DEFAULT))));
      for (int i = 0; i < 20; i++) {
        keep(stage.envoy.http, open);
      }
      assertThat(open).hasSize(5);
      open.remove(0).close();
      await().atMost(Duration.ofSeconds(20)).until(() -> keep(stage.envoy.http, open));
      assertThat(keep(stage.envoy.http, open)).isFalse();
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  /** Opens a connection and has an answer over it; whether that was so, then it stays open. */
  private static boolean keep(int port, List<Socket> open) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    try {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.getOutputStream().write(KEPT.getBytes(StandardCharsets.US_ASCII));
      if (socket.getInputStream().read() == 'H') {
        open.add(socket);
        return true;
      }
    } catch (java.net.SocketException e) {
      // reset: refused while the request was on its way
    }
    socket.close();
    return false;
  }

  @Test
  void bytes_areLimitedOverConnections() throws Exception {
    try (Stage stage = Stage.open(2)) {
      Attachment attachment = attach(stage);
      int answerLength = length(stage.envoy.http);
      int each = REQUEST.length() + answerLength;
      // Half of one more: an answer says how long it took, in as many digits as that has.
      int limit = 7 * each + each / 2;
      attachment.apply(Filters.limit(1, "tcp:" + stage.envoy.http + "/bytes", limit));
      assertThat(answered(stage.envoy.http, 12)).isEqualTo(7);
    }
  }

  private static Attachment attach(Stage stage) throws Exception {
    TcpFilter filter =
        new TcpFilter(
            Settings.defaults(TcpFilter.Config.class), Filters.bundle(), stage.daemon.delivery);
    Attachment attachment = filter.attach("weir-tcp");
    Daemon.awaitAccepted(attachment, 1);
    return attachment;
  }

  /** How many of so many connections, one after the other, were answered. */
  private static int answered(int port, int connections) throws IOException {
    int answered = 0;
    for (int i = 0; i < connections; i++) {
      answered += ask(port).startsWith("HTTP/1.1 200") ? 1 : 0;
    }
    return answered;
  }

  private static int length(int port) throws IOException {
    return ask(port).length();
  }

  /** What came back before the connection closed; empty when it was refused. */
  static String ask(int port) throws IOException {
    Envoy.awaitWorkers(port);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (java.net.SocketException e) {
      return ""; // reset: closed while the request was on its way
    }
  }
}
