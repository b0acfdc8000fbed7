package dev.weir.bench.kernel;

import java.util.List;

/** Programs of {@code sight.bpf.c}: they see packets, and the kernel runs them on one of a test. */
final class PacketLooks {

  private static final int TCX_NEXT = -1;
  private static final int XDP_PASS = 2;
  private static final int PASS = 1;
  private static final String ADDRESSES = "addresses and protocol of IPv4 without VLAN tags";
  private static final String PORTS = "ports and TCP's flags too: new connections, resets";
  private static final String HEADERS =
      "all of IPv4 and IPv6: VLAN tags, options, extension headers, fragments";
  private static final String PAYLOAD =
      "the path of a request in HTTP/1, where it begins in this packet and nothing is encrypted";

  private PacketLooks() {}

  static List<Look> all() {
    return List.of(
        new Look("XDP", Look.NOTHING, "that a frame came", "xdp_nothing"),
        new Look("XDP", "no parsing", "length, interface", "xdp_length"),
        new Look("XDP", "Ethernet", "the protocol that follows", "xdp_link"),
        new Look("XDP", "IP", ADDRESSES, "xdp_network"),
        new Look("XDP", "IP, TCP", PORTS, "xdp_transport"),
        new Look("XDP", "all headers", HEADERS, "xdp_headers"),
        new Look("XDP", "payload", PAYLOAD, "xdp_payload"),
        new Look("tc", Look.NOTHING, "that a packet came", "tc_nothing"),
        new Look("tc", "no parsing", "length, protocol, interface, mark, VLAN tag", "tc_length"),
        new Look("tc", "Ethernet", "the protocol that follows", "tc_link"),
        new Look("tc", "IP", ADDRESSES, "tc_network"),
        new Look("tc", "IP, TCP", PORTS, "tc_transport"),
        new Look("tc", "all headers", HEADERS, "tc_headers"),
        new Look("tc", "payload", PAYLOAD, "tc_payload"),
        new Look("cgroup skb", Look.NOTHING, "that a socket gets a packet", "group_nothing"),
        new Look("cgroup skb", "no parsing", "length, protocol, socket", "group_length"),
        new Look("cgroup skb", "IP", ADDRESSES, "group_network"),
        new Look("cgroup skb", "IP, TCP", PORTS, "group_transport"),
        new Look("socket filter", Look.NOTHING, "that this socket gets one", "filter_nothing"),
        new Look("socket filter", "no parsing", "length, protocol", "filter_length"),
        new Look("socket filter", "IP", ADDRESSES, "filter_network"),
        new Look("socket filter", "IP, TCP", PORTS, "filter_transport"));
  }

  /** What a program of a place returns. */
  static int verdict(Look look) {
    return switch (look.place()) {
      case "XDP" -> XDP_PASS;
      case "tc" -> TCX_NEXT;
      default -> PASS;
    };
  }
}
