package dev.weir.rule;

import dev.weir.rule.TrafficRule.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Which packets a {@link TrafficRule} is for.
 *
 * @param direction whether they come in or go out
 * @param protocol of the packets
 * @param ports destination ports; {@link Ports#ANY} for a protocol without ports
 * @param source where they come from; null for anywhere
 * @param destination where they go; null for anywhere, else of the source's family
 */
public record TrafficMatch(
    Direction direction,
    Protocol protocol,
    Ports ports,
    @Nullable Cidr source,
    @Nullable Cidr destination) {

  /** Which way, seen from this host. */
  public enum Direction {
    INGRESS,
    EGRESS
  }

  /**
   * Ports from one to another, both included.
   *
   * @param first lowest; 0 only in {@link #ANY}
   * @param last highest
   */
  public record Ports(int first, int last) {

    private static final int HIGHEST = 65_535;

    /** Every packet, also one without ports: a later fragment. */
    public static final Ports ANY = new Ports(0, HIGHEST);

    public Ports {
      boolean any = first == 0 && last == HIGHEST;
      if (!any && (first < 1 || first > HIGHEST)) {
        throw new InvalidRuleException("port", "must be 1 to 65535, was " + first);
      }
      if (last < first || last > HIGHEST) {
        throw new InvalidRuleException(
            "port", "must end between " + first + " and 65535, ended at " + last);
      }
    }

    /** One port. */
    public static Ports of(int port) {
      return new Ports(port, port);
    }

    /** {@code 8080}, {@code 8000-8099}, {@code *}. */
    @Override
    public String toString() {
      return first == 0 ? "*" : first == last ? Integer.toString(first) : first + "-" + last;
    }
  }

  public TrafficMatch {
    if (!ports.equals(Ports.ANY) && !protocol.hasPorts()) {
      throw new InvalidRuleException("port", "needs protocol TCP or UDP, was " + protocol);
    }
    if (source != null && destination != null && source.ipv6() != destination.ipv6()) {
      throw new InvalidRuleException(
          "destination", "must be of the source's family, was " + destination);
    }
  }

  /** What comes in to one port, from anywhere. */
  public static TrafficMatch toPort(Protocol protocol, int port) {
    return new TrafficMatch(Direction.INGRESS, protocol, Ports.of(port), null, null);
  }

  /** The same packets, of one source alone. */
  public TrafficMatch from(Cidr block) {
    return new TrafficMatch(direction, protocol, ports, block, destination);
  }

  /** The same packets, to one destination alone. */
  public TrafficMatch to(Cidr block) {
    return new TrafficMatch(direction, protocol, ports, source, block);
  }

  /** The same packets to other ports. */
  public TrafficMatch at(Ports other) {
    return new TrafficMatch(direction, protocol, other, source, destination);
  }

  /** The same packets, going out. */
  public TrafficMatch outgoing() {
    return new TrafficMatch(Direction.EGRESS, protocol, ports, source, destination);
  }

  /**
   * The resource of rules on these packets: {@code tcp:8080}, {@code udp:8000-8099}, {@code ip:*};
   * {@code icmp} for a protocol without ports; {@code out:tcp:443} for what goes out. Addresses are
   * no part of it: several rules may limit parts of one resource.
   */
  public String resource() {
    String way = direction == Direction.EGRESS ? "out:" : "";
    return way + protocol + (protocol.hasPorts() ? ":" + ports : "");
  }
}
