package dev.weir.envoy.host;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reports as Weir's service writes them. */
final class Written {

  private Written() {}

  /** A message. */
  static byte[] report(long epoch, long now, long known, boolean whole, byte[]... pages)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeSFixed64(1, epoch);
    out.writeSFixed64(2, now);
    out.writeSFixed64(3, known);
    out.writeSFixed64(4, whole ? 1 : 0);
    for (byte[] page : pages) {
      out.writeBytes(5, ByteString.copyFrom(page));
    }
    out.flush();
    return bytes.toByteArray();
  }

  /** A message of a service that knows shares. */
  static byte[] report(
      long epoch, long now, long known, boolean whole, long shares, double even, byte[]... pages)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(report(epoch, now, known, whole, pages));
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeSFixed64(6, shares);
    out.writeDouble(7, even);
    out.flush();
    return bytes.toByteArray();
  }

  /** A page. */
  static byte[] page(int number, byte[]... records) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(number);
    for (byte[] record : records) {
      bytes.write(record);
    }
    return bytes.toByteArray();
  }

  /** A record of up to six counts. */
  static byte[] record(String name, long... counts) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(54 + text.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(name.hashCode()).putShort((short) text.length);
    for (int i = 0; i < 6; i++) {
      bytes.putLong(i < counts.length ? counts[i] : 0);
    }
    return bytes.put(text).array();
  }
}
