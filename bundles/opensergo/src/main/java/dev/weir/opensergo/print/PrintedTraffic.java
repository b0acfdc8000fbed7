package dev.weir.opensergo.print;

import dev.weir.rule.Cidr;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficMatch.Ports;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Action;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;

/** Writes the fields of traffic rules. */
final class PrintedTraffic {

  private static final int SECOND_MS = 1000;

  private PrintedTraffic() {}

  static void write(TrafficRule rule, Entries spec) {
    write(rule.match(), spec);
    spec.put(
        "metric",
        switch (rule.metric()) {
          case CONNECTIONS -> "Connections";
          case PACKETS -> "Packets";
          case BYTES -> "Bytes";
        });
    per(rule.per(), spec);
    spec.put("threshold", rule.rate().threshold());
    spec.unless(SECOND_MS, "statIntervalInMs", rule.rate().statIntervalInMs());
    spec.unless(rule.rate().threshold(), "burst", rule.rate().burst());
    action(rule.action(), spec);
    if (rule.overflow() == TrafficRule.Overflow.ADMIT) {
      spec.put("overflow", "Admit");
    }
  }

  private static void write(TrafficMatch match, Entries spec) {
    if (match.direction() == TrafficMatch.Direction.EGRESS) {
      spec.put("direction", "Egress");
    }
    spec.put("protocol", protocol(match.protocol()));
    Ports ports = match.ports();
    if (ports.first() == ports.last()) {
      spec.put("port", ports.first());
    } else if (!ports.equals(Ports.ANY)) {
      spec.put("port", ports.toString());
    }
    Cidr source = match.source();
    if (source != null) {
      spec.put("source", source.toString());
    }
    Cidr destination = match.destination();
    if (destination != null) {
      spec.put("destination", destination.toString());
    }
  }

  private static Object protocol(Protocol protocol) {
    return switch (protocol.number()) {
      case -1 -> "Any";
      case 1 -> "ICMP";
      case 6 -> "TCP";
      case 17 -> "UDP";
      case 58 -> "ICMPv6";
      default -> protocol.number();
    };
  }

  private static void per(Per per, Entries spec) {
    if (per instanceof Per.SourcePrefix prefix) {
      spec.put("per", "SourcePrefix")
          .put("ipv4Prefix", prefix.ipv4())
          .put("ipv6Prefix", prefix.ipv6());
    } else if (per instanceof Per.Flow) {
      spec.put("per", "Flow");
    } else {
      spec.put("per", per instanceof Per.Source ? "Source" : "All");
    }
  }

  private static void action(Action action, Entries spec) {
    if (action instanceof Action.Mark mark) {
      spec.put("action", "Mark").put("mark", Integer.toUnsignedLong(mark.mark()));
    } else if (action instanceof Action.Reset) {
      spec.put("action", "Reset");
    } else if (action instanceof Action.Shadow) {
      spec.put("action", "Shadow");
    }
  }
}
