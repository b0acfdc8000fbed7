package dev.weir.bench.kernel.live;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A frame for {@code flood.bpf.c}: 64 bytes of UDP over IPv4, with the program's orders in it.
 *
 * @param to hardware address of who receives it: {@code 02:00:00:00:00:01}
 * @param source address of the first source; where there are several, its last two bytes are 0
 * @param destination address
 * @param port of the destination
 */
record LiveFrame(String to, String source, String destination, int port) {

  private static final int BYTES = 64;
  private static final int ETHERNET_BYTES = 14;
  private static final int IP_BYTES = 20;
  private static final int UDP_BYTES = 8;
  private static final short IPV4 = 0x0800;
  private static final byte UDP = 17;
  private static final short SOURCE_PORT = 4_000;
  private static final int MOST_SOURCES = 1 << 16;

  /**
   * Its bytes.
   *
   * @param device index of the interface that sends it
   * @param sources how many it comes from in turn, a power of two up to 65536
   */
  byte[] bytes(int device, int sources) throws UnknownHostException {
    if (Integer.bitCount(sources) != 1 || sources > MOST_SOURCES) {
      throw new IllegalArgumentException(
          "sources must be a power of two up to " + MOST_SOURCES + ", was " + sources);
    }
    ByteBuffer frame = ByteBuffer.allocate(BYTES);
    for (String part : to.split(":", -1)) {
      frame.put((byte) Integer.parseInt(part, 16));
    }
    frame.put(new byte[] {2, 0, 0, 0, 0, 2}).putShort(IPV4);
    frame.put((byte) 0x45).put((byte) 0).putShort((short) (BYTES - ETHERNET_BYTES));
    frame.putInt(0).put((byte) 64).put(UDP).putShort((short) 0);
    frame.put(InetAddress.getByName(source).getAddress());
    frame.put(InetAddress.getByName(destination).getAddress());
    short checksum = checksum(frame);
    frame.putShort(ETHERNET_BYTES + 10, checksum);
    frame.putShort(SOURCE_PORT).putShort((short) port);
    frame.putShort((short) (BYTES - ETHERNET_BYTES - IP_BYTES)).putShort((short) 0);
    orders(frame, device, sources, checksum);
    return frame.array();
  }

  private static void orders(ByteBuffer frame, int device, int sources, short checksum) {
    int at = ETHERNET_BYTES + IP_BYTES + UDP_BYTES;
    frame.order(ByteOrder.nativeOrder());
    frame.putInt(at, device).putInt(at + 4, sources - 1);
    frame.order(ByteOrder.BIG_ENDIAN);
    frame.putShort(at + 8, checksum);
  }

  /** Of the header of IP, whose field for it is still 0. */
  private static short checksum(ByteBuffer frame) {
    int sum = 0;
    for (int at = ETHERNET_BYTES; at < ETHERNET_BYTES + IP_BYTES; at += Short.BYTES) {
      sum += Short.toUnsignedInt(frame.getShort(at));
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    return (short) ~((sum & 0xffff) + (sum >>> 16));
  }
}
