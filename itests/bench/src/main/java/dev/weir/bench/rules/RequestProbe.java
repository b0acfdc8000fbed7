package dev.weir.bench.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** One request after another over one connection to Envoy; 429 is refused, anything else passes. */
final class RequestProbe extends Probe {

  private final Socket socket;
  private final byte[] request;
  private final byte[] buffer = new byte[8 * 1024];

  RequestProbe(int port, String path) throws IOException {
    super("request " + path);
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    request = ("GET " + path + " HTTP/1.1\r\nHost: weir\r\n\r\n").getBytes(US_ASCII);
  }

  @Override
  Seen send() throws IOException {
    socket.getOutputStream().write(request);
    String head = head(socket.getInputStream());
    return new Seen(!head.startsWith("HTTP/1.1 429"), System.nanoTime());
  }

  /** Reads one response and gives its head; its body is as long as it says. */
  private String head(InputStream in) throws IOException {
    int length = 0;
    int end = -1;
    while (end < 0) {
      int read = in.read(buffer, length, buffer.length - length);
      if (read < 0) {
        throw new IOException("Envoy closed the connection");
      }
      length += read;
      end = new String(buffer, 0, length, US_ASCII).indexOf("\r\n\r\n");
    }
    String head = new String(buffer, 0, end, US_ASCII);
    int left = contentLength(head) - (length - end - 4);
    in.readNBytes(Math.max(0, left));
    return head;
  }

  private static int contentLength(String head) {
    String name = "content-length: ";
    int at = head.indexOf(name);
    if (at < 0) {
      return 0;
    }
    int end = head.indexOf('\r', at);
    return Integer.parseInt(head.substring(at + name.length(), end < 0 ? head.length() : end));
  }

  @Override
  public void close() throws IOException {
    super.close();
    socket.close();
  }
}
