package dev.weir.bench.envoy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection of HTTP/1.1 on the loopback that asks for one path again and again. */
final class KeptConnection implements AutoCloseable {

  private static final String LENGTH = "content-length: ";

  /** Longer than any pause that is a pause. */
  private static final int PATIENCE_MS = 30_000;

  private final Socket socket;
  private final InputStream in;
  private final byte[] request;

  KeptConnection(int port, String path) throws IOException {
    request =
        ("GET " + path + " HTTP/1.1\r\nHost: bench\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Asks and waits for the whole answer.
   *
   * @return its status
   */
  int ask() throws IOException {
    socket.getOutputStream().write(request);
    String first = line();
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()));
      }
    }
    in.skipNBytes(length);
    String[] words = first.split(" ", 3);
    if (words.length < 2) {
      throw new IOException("no answer of HTTP: " + first);
    }
    return Integer.parseInt(words[1]);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("Envoy closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
