package dev.weir.simulate.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes JSON by hand, into a buffer: strings escaped, times in milliseconds without rounding. */
public final class JsonText implements AutoCloseable {

  private static final int SIZE = 1 << 16;
  private static final int NANOS_PER_MS = 1_000_000;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;
  private final byte[] buffer = new byte[SIZE];
  private int length;

  /** Writes to a stream, which the caller closes. */
  public JsonText(OutputStream out) {
    this.out = out;
  }

  /** Text as it is; ASCII. */
  public JsonText raw(String ascii) throws IOException {
    for (int i = 0; i < ascii.length(); i++) {
      put((byte) ascii.charAt(i));
    }
    return this;
  }

  /** A string, in quotes. */
  public JsonText string(String text) throws IOException {
    put((byte) '"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        put((byte) '\\');
        put((byte) c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        escape(c);
      } else if (c < 0x80) {
        put((byte) c);
      } else {
        utf8(c);
      }
    }
    put((byte) '"');
    return this;
  }

  private void escape(char c) throws IOException {
    raw("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      put(HEX[c >> shift & 0xf]);
    }
  }

  private void utf8(char c) throws IOException {
    if (c < 0x800) {
      put((byte) (0xc0 | (c >> 6)));
    } else {
      put((byte) (0xe0 | (c >> 12)));
      put((byte) (0x80 | ((c >> 6) & 0x3f)));
    }
    put((byte) (0x80 | (c & 0x3f)));
  }

  /** Nanoseconds, at least 0, as milliseconds; a fraction only where there is one. */
  public JsonText millis(long nanos) throws IOException {
    raw(Long.toString(nanos / NANOS_PER_MS));
    int rest = (int) (nanos % NANOS_PER_MS);
    if (rest > 0) {
      put((byte) '.');
      for (int unit = NANOS_PER_MS / 10; rest > 0; unit /= 10) {
        put((byte) ('0' + rest / unit));
        rest %= unit;
      }
    }
    return this;
  }

  private void put(byte b) throws IOException {
    if (length == SIZE) {
      flush();
    }
    buffer[length++] = b;
  }

  /** Writes out what is buffered. */
  public void flush() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
    out.flush();
  }

  /** Flushes; does not close the stream. */
  @Override
  public void close() throws IOException {
    flush();
  }
}
