package dev.weir.testbed;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** An Ethernet frame, put together header by header; checksums are left 0. */
public final class Frame {

  public static final int ETHERNET = 14;
  public static final int SYN = 0x02;
  public static final int ACK = 0x10;
  public static final int RST = 0x04;

  private static final int TYPE_AT = 12;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Frame(int type) {
    bytes.writeBytes(new byte[TYPE_AT]);
    u16(type);
  }

  /** IPv4 without a tag. */
  public static Frame ethernet4() {
    return new Frame(0x0800);
  }

  /** IPv6 without a tag. */
  public static Frame ethernet6() {
    return new Frame(0x86dd);
  }

  /** Any EtherType. */
  public static Frame ethernet(int type) {
    return new Frame(type);
  }

  /** A VLAN tag after the EtherType that announced it. */
  public Frame tag(int innerType) {
    return u16(42).u16(innerType);
  }

  /** IPv4 header of 20 bytes. */
  public Frame ipv4(String source, int protocol) {
    return ipv4(source, protocol, 0, 0);
  }

  /**
   * IPv4 header.
   *
   * @param source address
   * @param protocol of what follows
   * @param fragment the field with flags and offset; 0x2000 is "more fragments"
   * @param options bytes of options, a multiple of 4
   */
  public Frame ipv4(String source, int protocol, int fragment, int options) {
    u8(0x45 + options / 4).u8(0).u16(40).u16(1).u16(fragment).u8(64).u8(protocol).u16(0);
    bytes.writeBytes(address(source));
    bytes.writeBytes(address("198.18.0.1"));
    bytes.writeBytes(new byte[options]);
    return this;
  }

  /** IPv6 header. */
  public Frame ipv6(String source, int next) {
    u16(0x6000).u16(0).u16(20).u8(next).u8(64);
    bytes.writeBytes(address(source));
    bytes.writeBytes(address("2001:db8::1"));
    return this;
  }

  /** An IPv6 extension header of 8 bytes: hop-by-hop, routing, destination options. */
  public Frame extension(int next) {
    u8(next).u8(0);
    bytes.writeBytes(new byte[6]);
    return this;
  }

  /**
   * An IPv6 fragment header.
   *
   * @param next protocol of what is fragmented
   * @param offset in 8 bytes
   */
  public Frame fragment(int next, int offset) {
    return u8(next).u8(0).u16(offset << 3 | 1).u16(0).u16(7);
  }

  /** TCP header of 20 bytes. */
  public Frame tcp(int port, int flags) {
    return u16(40_000)
        .u16(port)
        .u16(0)
        .u16(1)
        .u16(0)
        .u16(0)
        .u8(0x50)
        .u8(flags)
        .u16(0)
        .u16(0)
        .u16(0);
  }

  /** UDP header. */
  public Frame udp(int port) {
    return u16(40_000).u16(port).u16(8).u16(0);
  }

  /** So many bytes of payload. */
  public Frame payload(int size) {
    bytes.writeBytes(new byte[size]);
    return this;
  }

  /** The frame. */
  public byte[] bytes() {
    return bytes.toByteArray();
  }

  /** The first bytes of the frame. */
  public byte[] cut(int size) {
    return Arrays.copyOf(bytes(), size);
  }

  private Frame u8(int value) {
    bytes.write(value);
    return this;
  }

  private Frame u16(int value) {
    bytes.write(value >> 8);
    bytes.write(value);
    return this;
  }

  private static byte[] address(String literal) {
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal + " is no address", e);
    }
  }
}
