package dev.weir.story.traffic;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A keep-alive connection, as bare as it can be: GET requests one after the other, so that the
 * moment of sending is the caller's. Bodies by Content-Length or chunked (RFC 9112, 6 and 7).
 */
final class HttpConnection implements AutoCloseable {

  private static final int CONNECT_MS = 5_000;
  private static final int READ_MS = 10_000;
  private static final int MAX_LINE = 16_384;
  private static final int MAX_BODY = 1 << 20;

  private final Socket socket;
  private final InputStream in;
  private final String host;
  private boolean closing;

  HttpConnection(Target target) throws IOException {
    host = target.toString();
    socket = new Socket();
    try {
      socket.bind(target.local());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(READ_MS);
      socket.connect(target.remote(), CONNECT_MS);
      in = new BufferedInputStream(socket.getInputStream(), 8_192);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Whether the server said that it closes after the last answer. */
  boolean closing() {
    return closing;
  }

  /**
   * Sends a GET and reads its answer.
   *
   * @param header name of the header whose value the answer is to hold
   */
  Answer get(String path, String header) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    String start = line();
    if (!start.startsWith("HTTP/1.1 ") || start.length() < 12) {
      throw new IOException("expected an HTTP/1.1 status line, was '" + start + "'");
    }
    int status = Integer.parseInt(start.substring(9, 12));
    Head head = head(header.toLowerCase(Locale.ROOT));
    closing = head.close;
    String body = new String(head.chunked ? chunks() : bytes(head.length), StandardCharsets.UTF_8);
    return new Answer(status, head.value, body);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static final class Head {
    int length;
    boolean chunked;
    boolean close;
    String value = "";
  }

  private Head head(String wanted) throws IOException {
    Head head = new Head();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      String name = line.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).trim();
      if (name.equals(wanted)) {
        head.value = value;
      }
      switch (name) {
        case "content-length" -> head.length = Integer.parseInt(value);
        case "transfer-encoding" -> head.chunked = value.equalsIgnoreCase("chunked");
        case "connection" -> head.close = value.equalsIgnoreCase("close");
        default -> {
          // No other header bears on the framing.
        }
      }
    }
    return head;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.write(bytes(size));
      line();
    }
    for (String trailer = line(); !trailer.isEmpty(); trailer = line()) {
      // Trailers say nothing that is asked about.
    }
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    String line = line();
    int extension = line.indexOf(';');
    return Integer.parseInt(extension < 0 ? line : line.substring(0, extension), 16);
  }

  private byte[] bytes(int length) throws IOException {
    if (length < 0 || length > MAX_BODY) {
      throw new IOException("expected a body of at most " + MAX_BODY + " bytes, was " + length);
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("closed after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("closed by the server after '" + line + "'");
      }
      if (line.length() == MAX_LINE) {
        throw new IOException("a header line is longer than " + MAX_LINE);
      }
      line.append((char) c);
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }
}
