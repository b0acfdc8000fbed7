package dev.weir.xdp.counter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * How much of an address tells sources apart; the rest is one network, counted as one source.
 *
 * @param ipv4 bits of an IPv4 address, 1 to 32
 * @param ipv6 bits of an IPv6 address, 1 to 128
 */
record SourcePrefix(int ipv4, int ipv6) {

  static final int IPV4_BITS = 32;
  static final int IPV6_BITS = 128;

  /** Every address for itself. */
  static final SourcePrefix WHOLE = new SourcePrefix(IPV4_BITS, IPV6_BITS);

  SourcePrefix {
    if (ipv4 < 1 || ipv4 > IPV4_BITS) {
      throw new IllegalArgumentException("prefix4 must be 1 to 32, was " + ipv4);
    }
    if (ipv6 < 1 || ipv6 > IPV6_BITS) {
      throw new IllegalArgumentException("prefix6 must be 1 to 128, was " + ipv6);
    }
  }

  /** Settings of the program. */
  Map<String, Long> settings() {
    return Map.of(
        "prefix4", (long) ipv4,
        "prefix6", (long) ipv6,
        "mask4", network(ones(ipv4) >>> IPV4_BITS, Integer.BYTES),
        "mask6_first", network(ones(Math.min(ipv6, Long.SIZE)), Long.BYTES),
        "mask6_last", network(ones(ipv6 - Long.SIZE), Long.BYTES));
  }

  /** So many ones, from the highest bit on. */
  private static long ones(int bits) {
    return bits <= 0 ? 0 : -1L << (Long.SIZE - bits);
  }

  /** The number that has in memory here the bytes that a value has in network order. */
  private static long network(long value, int bytes) {
    ByteBuffer memory =
        ByteBuffer.allocate(Long.BYTES).putLong(0, value << (8 * (Long.BYTES - bytes)));
    memory.order(ByteOrder.nativeOrder());
    return bytes == Long.BYTES ? memory.getLong(0) : Integer.toUnsignedLong(memory.getInt(0));
  }
}
