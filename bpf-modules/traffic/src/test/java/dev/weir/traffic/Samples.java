package dev.weir.traffic;

import dev.weir.rule.Cidr;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficMatch.Direction;
import dev.weir.rule.TrafficMatch.Ports;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Hooks and random rules of tests. */
final class Samples {

  static final Powers TC = new Powers("tc", "pid.tc", Direction.INGRESS, true);
  static final Powers XDP = new Powers("xdp", "pid.xdp", Direction.INGRESS, false);

  private static final Protocol[] PROTOCOLS = {
    Protocol.TCP, Protocol.TCP, Protocol.UDP, Protocol.ANY, Protocol.ICMP, new Protocol(47)
  };

  private Samples() {}

  /** A rule over few ports and nested prefixes, so that much overlaps. */
  static TrafficRule rule(int id, Random random) {
    Protocol protocol = PROTOCOLS[random.nextInt(PROTOCOLS.length)];
    boolean ipv6 = random.nextInt(3) == 0;
    TrafficMatch match =
        new TrafficMatch(
            Direction.INGRESS,
            protocol,
            protocol.hasPorts() ? ports(random) : Ports.ANY,
            random.nextBoolean() ? null : cidr(random, ipv6),
            random.nextInt(3) > 0 ? null : cidr(random, ipv6));
    Metric metric =
        protocol.equals(Protocol.TCP) && random.nextBoolean() ? Metric.CONNECTIONS : Metric.PACKETS;
    return new TrafficRule(
        "r" + id, match, metric, Per.ALL, new TrafficRule.Rate(1, 86_400_000, 1));
  }

  static @Nullable Cidr cidr(Random random, boolean ipv6) {
    int bits = random.nextInt(ipv6 ? 129 : 33);
    long[] address = address(random, ipv6);
    return new Cidr(
        ipv6, address[0] & Cidr.mask(bits), address[1] & Cidr.mask(bits - Long.SIZE), bits);
  }

  /** An address of few: each byte is one of three. */
  static long[] address(Random random, boolean ipv6) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      high = high << 8 | random.nextInt(3);
      low = low << 8 | random.nextInt(3);
    }
    return ipv6 ? new long[] {high, low} : new long[] {high & Cidr.mask(32), 0};
  }

  private static Ports ports(Random random) {
    int first = 1 + random.nextInt(40);
    return switch (random.nextInt(4)) {
      case 0 -> Ports.ANY;
      case 1 -> new Ports(first, 65_535);
      case 2 -> new Ports(first, first + random.nextInt(20));
      default -> Ports.of(first);
    };
  }
}
