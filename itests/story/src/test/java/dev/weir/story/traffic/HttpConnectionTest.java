package dev.weir.story.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HttpConnectionTest {

  @Test
  void answerWithLength_isRead() throws Exception {
    try (Server server =
            new Server("HTTP/1.1 429 No\r\nX-Limit: first\r\nContent-Length: 3\r\n\r\nno\n");
        HttpConnection connection = new HttpConnection(server.target())) {
      assertThat(connection.get("/orders", "x-limit")).isEqualTo(new Answer(429, "first", "no\n"));
      assertThat(connection.closing()).isFalse();
    }
  }

  @Test
  void chunkedAnswer_isPutTogether() throws Exception {
    String chunked =
        """
        HTTP/1.1 200 OK
        transfer-encoding: chunked

        3
        abc
        A;x=y
        0123456789
        0
        Trailer: t

        """;
    try (Server server = new Server(chunked.replace("\n", "\r\n"));
        HttpConnection connection = new HttpConnection(server.target())) {
      assertThat(connection.get("/", "X")).isEqualTo(new Answer(200, "", "abc0123456789"));
    }
  }

  @Test
  void announcedClose_isSeen() throws Exception {
    try (Server server =
            new Server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        HttpConnection connection = new HttpConnection(server.target())) {
      connection.get("/", "X");
      assertThat(connection.closing()).isTrue();
    }
  }

  @Test
  void answerCutOff_isAFailureThatSaysWhere() throws Exception {
    try (Server server = new Server("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
        HttpConnection connection = new HttpConnection(server.target())) {
      assertThatIOException()
          .isThrownBy(() -> connection.get("/", "X"))
          .withMessageContaining("3 of 10");
    }
  }

  @Test
  void noHttp_isAFailure() throws Exception {
    try (Server server = new Server("SSH-2.0-x\r\n");
        HttpConnection connection = new HttpConnection(server.target())) {
      assertThatIOException()
          .isThrownBy(() -> connection.get("/", "X"))
          .withMessageContaining("SSH-2.0-x");
    }
  }

  /** Answers one connection with given bytes, whatever it asks, and ends its sending side. */
  private static final class Server implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Thread thread;

    Server(String answer) throws IOException {
      thread = new Thread(() -> serve(answer));
      thread.start();
    }

    Target target() {
      return new Target(listener.getInetAddress().getHostAddress(), listener.getLocalPort(), "");
    }

    private void serve(String answer) {
      try (Socket socket = listener.accept()) {
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        while (socket.getInputStream().read() >= 0) {
          // The request is of no interest.
        }
      } catch (IOException e) {
        // The test sees the other end of it.
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
