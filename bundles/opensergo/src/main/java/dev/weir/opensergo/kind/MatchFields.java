package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.Cidr;
import dev.weir.rule.InvalidRuleException;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficMatch.Direction;
import dev.weir.rule.TrafficMatch.Ports;
import dev.weir.rule.TrafficRule.Protocol;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of a {@link TrafficMatch}: which packets. */
final class MatchFields {

  private static final Map<String, Direction> DIRECTIONS =
      new TreeMap<>(Map.of("Ingress", Direction.INGRESS, "Egress", Direction.EGRESS));
  private static final Map<String, Protocol> PROTOCOLS = new LinkedHashMap<>();
  private static final Pattern RANGE = Pattern.compile("([1-9]\\d{0,4})-([1-9]\\d{0,4})");
  private static final int HIGHEST_PORT = 65_535;
  private static final int LONGEST_BLOCK = 64;

  static {
    PROTOCOLS.put("TCP", Protocol.TCP);
    PROTOCOLS.put("UDP", Protocol.UDP);
    PROTOCOLS.put("ICMP", Protocol.ICMP);
    PROTOCOLS.put("ICMPv6", Protocol.ICMPV6);
    PROTOCOLS.put("Any", Protocol.ANY);
  }

  private MatchFields() {}

  /** Empty when something was wrong with them. */
  static Optional<TrafficMatch> read(Fields spec) {
    Direction direction =
        spec.optional("direction").map(f -> f.choice(DIRECTIONS)).orElse(Direction.INGRESS);
    Protocol protocol = protocol(spec.required("protocol", "TCP, UDP, ICMP, ICMPv6 or Any"));
    Ports ports = spec.optional("port").map(MatchFields::ports).orElse(Ports.ANY);
    Cidr source = spec.optional("source").map(MatchFields::block).orElse(null);
    Cidr destination = spec.optional("destination").map(MatchFields::block).orElse(null);
    if (!spec.sound()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new TrafficMatch(direction, protocol, ports, source, destination));
    } catch (InvalidRuleException e) {
      String message = String.valueOf(e.getMessage());
      spec.refuse(e.field(), message.substring(e.field().length() + 1));
      return Optional.empty();
    }
  }

  /** A name, or a number as IANA assigns them. */
  private static Protocol protocol(Field field) {
    return field.whole().isPresent()
        ? new Protocol((int) field.integer(0, 255))
        : field.choice(PROTOCOLS);
  }

  /** One port, or from one to another. */
  private static Ports ports(Field field) {
    if (!field.isText()) {
      return Ports.of((int) field.integer(1, HIGHEST_PORT));
    }
    Matcher range = RANGE.matcher(field.anyText());
    if (range.matches()) {
      int first = Integer.parseInt(range.group(1));
      int last = Integer.parseInt(range.group(2));
      if (first <= last && last <= HIGHEST_PORT) {
        return new Ports(first, last);
      }
    }
    field.expected("a port from 1 to 65535, or ports such as \"8000-8099\"", "");
    return Ports.ANY;
  }

  private static @Nullable Cidr block(Field field) {
    String text = field.text(LONGEST_BLOCK);
    try {
      return text.isEmpty() ? null : Cidr.parse(text);
    } catch (InvalidRuleException e) {
      field.refuse(String.valueOf(e.getMessage()).substring(e.field().length() + 1));
      return null;
    }
  }
}
