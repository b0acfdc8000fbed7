package dev.weir.bench.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Frames to run programs on, from 198.18.0.2 to 198.18.0.1 or from 2001:db8::2 to 2001:db8:0:1::1.
 */
final class Frames {

  private static final int FRAME_BYTES = 64;
  private static final int ETHERNET_BYTES = 14;
  private static final int IP_BYTES = 20;
  private static final int IPV6_BYTES = 40;
  private static final short IPV4 = 0x0800;
  private static final short IPV6 = (short) 0x86dd;
  private static final long NETWORK = 0x20010db800000000L;
  private static final byte TCP = 6;
  private static final byte UDP = 17;
  private static final byte SYN = 0x02;
  private static final byte PUSH_ACK = 0x18;
  private static final int TCP_BYTES = 20;
  private static final String REQUEST = "GET /orders/42 HTTP/1.1\r\nHost: shop\r\n\r\n";
  private static final int SOURCE = 0xC6120002;
  private static final int DESTINATION = 0xC6120001;
  private static final short SOURCE_PORT = 4_000;

  private Frames() {}

  /** A datagram to a port. */
  static byte[] udp(int port) {
    byte[] bytes = new byte[FRAME_BYTES];
    ByteBuffer frame = ip(bytes, UDP);
    frame.putShort(SOURCE_PORT).putShort((short) port);
    frame.putShort((short) (FRAME_BYTES - ETHERNET_BYTES - IP_BYTES)).putShort((short) 0);
    return bytes;
  }

  /** A datagram to a port, over IPv6. */
  static byte[] udp6(int port) {
    byte[] bytes = new byte[FRAME_BYTES];
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    short payload = FRAME_BYTES - ETHERNET_BYTES - IPV6_BYTES;
    frame.position(ETHERNET_BYTES - Short.BYTES).putShort(IPV6);
    frame.putInt(0x60000000).putShort(payload).put(UDP).put((byte) 64);
    frame.putLong(NETWORK).putLong(2).putLong(NETWORK | 1).putLong(1);
    frame.putShort(SOURCE_PORT).putShort((short) port).putShort(payload).putShort((short) 0);
    return bytes;
  }

  /** A segment that opens a connection to a port. */
  static byte[] syn(int port) {
    byte[] bytes = new byte[FRAME_BYTES];
    ByteBuffer frame = ip(bytes, TCP);
    frame.putShort(SOURCE_PORT).putShort((short) port).putInt(1).putInt(0);
    frame.put((byte) (5 << 4)).put(SYN).putShort((short) 0xFFFF).putInt(0);
    return bytes;
  }

  /** The beginning of a request in HTTP/1 to a port. */
  static byte[] http(int port) {
    byte[] request = REQUEST.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[ETHERNET_BYTES + IP_BYTES + TCP_BYTES + request.length];
    ByteBuffer frame = ip(bytes, TCP);
    frame.putShort(SOURCE_PORT).putShort((short) port).putInt(1).putInt(1);
    frame.put((byte) (5 << 4)).put(PUSH_ACK).putShort((short) 0xFFFF).putInt(0).put(request);
    return bytes;
  }

  /** Writes the headers up to IP; what follows goes on from there. */
  private static ByteBuffer ip(byte[] bytes, byte protocol) {
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    frame.position(ETHERNET_BYTES - Short.BYTES).putShort(IPV4);
    frame.put((byte) 0x45).put((byte) 0).putShort((short) (bytes.length - ETHERNET_BYTES));
    frame.putInt(0).put((byte) 64).put(protocol).putShort((short) 0);
    frame.putInt(SOURCE).putInt(DESTINATION);
    return frame;
  }
}
