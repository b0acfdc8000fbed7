package dev.weir.bench.envoy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The length of an answer of HTTP/1.1 that has a content-length, or no body. */
final class HttpAnswer {

  private static final byte[] LENGTH = "\r\ncontent-length: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private HttpAnswer() {}

  /**
   * How many bytes it has in all; more than any answer while its headers are not all there.
   *
   * @param bytes its beginning
   * @param count how many of them are there
   */
  static int length(byte[] bytes, int count) {
    int head = find(bytes, count, END);
    if (head < 0) {
      return Integer.MAX_VALUE;
    }
    int at = find(bytes, head, LENGTH);
    int body = 0;
    for (int i = at + LENGTH.length; at >= 0 && bytes[i] != '\r'; i++) {
      body = body * 10 + bytes[i] - '0';
    }
    return head + END.length + body;
  }

  private static int find(byte[] bytes, int count, byte[] wanted) {
    for (int i = 0; i + wanted.length <= count; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }
}
