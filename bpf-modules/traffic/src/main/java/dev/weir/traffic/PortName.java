package dev.weir.traffic;

import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Protocol;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A resource that is a port: {@code tcp:8080}, whose calls are new connections, or {@code udp:53},
 * whose calls are packets.
 *
 * @param protocol TCP or UDP
 * @param port 1 to 65535
 */
record PortName(Protocol protocol, int port) {

  private static final Pattern NAME = Pattern.compile("(tcp|udp):([1-9][0-9]{0,4})");
  private static final int HIGHEST = 65_535;

  /**
   * Reads a name.
   *
   * @throws Unfit when it is none
   */
  static PortName of(String resource) throws Unfit {
    Matcher name = NAME.matcher(resource);
    if (!name.matches() || Integer.parseInt(name.group(2)) > HIGHEST) {
      throw new Unfit("its resource is no port (tcp:8080, udp:53)");
    }
    return new PortName(
        name.group(1).equals("tcp") ? Protocol.TCP : Protocol.UDP, Integer.parseInt(name.group(2)));
  }

  TrafficMatch match() {
    return TrafficMatch.toPort(protocol, port);
  }

  Metric metric() {
    return protocol.equals(Protocol.TCP) ? Metric.CONNECTIONS : Metric.PACKETS;
  }

  /** What a call is, for people. */
  String calls() {
    return protocol.equals(Protocol.TCP) ? "new connections" : "packets";
  }
}
