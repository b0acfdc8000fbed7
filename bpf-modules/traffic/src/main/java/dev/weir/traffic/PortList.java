package dev.weir.traffic;

import dev.weir.rule.InvalidRuleException;
import dev.weir.rule.TrafficMatch.Ports;
import java.util.ArrayList;
import java.util.List;

/** The ports that system rules guard, as a hook's settings name them. */
public final class PortList {

  private static final int MOST = 64;

  private PortList() {}

  /**
   * Reads ports.
   *
   * @param ranges each {@code 8080}, {@code 8000-8099} or {@code *}; empty ones are skipped
   * @throws IllegalArgumentException when one is none, or there are too many
   */
  public static List<Ports> parse(String... ranges) {
    List<Ports> ports = new ArrayList<>();
    for (String range : ranges) {
      if (!range.isBlank()) {
        ports.add(one(range.strip()));
      }
    }
    if (ports.size() > MOST) {
      throw new IllegalArgumentException(
          "inbound must have at most " + MOST + " ranges of ports, had " + ports.size());
    }
    return List.copyOf(ports);
  }

  private static Ports one(String range) {
    if (range.equals("*")) {
      return Ports.ANY;
    }
    int dash = range.indexOf('-');
    try {
      int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash).strip());
      int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1).strip());
      return new Ports(first, last);
    } catch (NumberFormatException | InvalidRuleException e) {
      throw new IllegalArgumentException(
          "inbound must have ports such as 8080, 8000-8099 or *, had '" + range + "'", e);
    }
  }
}
