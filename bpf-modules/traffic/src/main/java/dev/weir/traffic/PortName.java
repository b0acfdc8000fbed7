package dev.weir.traffic;

import dev.weir.rule.Cidr;
import dev.weir.rule.InvalidRuleException;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Protocol;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A resource that is a port: {@code tcp:8080}, whose calls are new connections, or {@code udp:53},
 * whose calls are packets; of one address of this host, {@code tcp://192.0.2.1:8080}.
 *
 * @param protocol TCP or UDP
 * @param address whose port it is; null for every one
 * @param port 1 to 65535
 */
record PortName(Protocol protocol, @Nullable Cidr address, int port) {

  private static final Pattern NAME =
      Pattern.compile("(tcp|udp):(?://([0-9.]+|\\[[0-9A-Fa-f:.]+]):)?([1-9][0-9]{0,4})");
  private static final int HIGHEST = 65_535;

  /**
   * Reads a name.
   *
   * @throws Unfit when it is none
   */
  static PortName of(String resource) throws Unfit {
    Matcher name = NAME.matcher(resource);
    if (!name.matches() || Integer.parseInt(name.group(3)) > HIGHEST) {
      throw new Unfit("its resource is no port (tcp:8080, udp:53)");
    }
    return new PortName(
        name.group(1).equals("tcp") ? Protocol.TCP : Protocol.UDP,
        address(name.group(2)),
        Integer.parseInt(name.group(3)));
  }

  private static @Nullable Cidr address(@Nullable String text) throws Unfit {
    try {
      return text == null ? null : Cidr.parse(text.replace("[", "").replace("]", ""));
    } catch (InvalidRuleException e) {
      throw new Unfit("its resource names no address: " + e.getMessage());
    }
  }

  TrafficMatch match() {
    TrafficMatch all = TrafficMatch.toPort(protocol, port);
    return address == null ? all : all.to(address);
  }

  Metric metric() {
    return protocol.equals(Protocol.TCP) ? Metric.CONNECTIONS : Metric.PACKETS;
  }

  /** What a call is, for people. */
  String calls() {
    return protocol.equals(Protocol.TCP) ? "new connections" : "packets";
  }
}
