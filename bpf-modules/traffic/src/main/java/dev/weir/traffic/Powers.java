package dev.weir.traffic;

import dev.weir.rule.TrafficMatch.Direction;
import dev.weir.rule.TrafficMatch.Ports;
import java.util.List;

/**
 * What a limiting hook can do where it sits.
 *
 * @param hook its name
 * @param pid of its settings, for messages that say what to raise
 * @param direction of the packets that it sees
 * @param socketBuffers whether a packet is a buffer that can be marked and sent back: tc, not XDP
 * @param inbound TCP ports whose new connections system rules are for
 */
public record Powers(
    String hook, String pid, Direction direction, boolean socketBuffers, List<Ports> inbound) {

  public Powers {
    inbound = List.copyOf(inbound);
  }

  /** A hook that system rules are not for. */
  public Powers(String hook, String pid, Direction direction, boolean socketBuffers) {
    this(hook, pid, direction, socketBuffers, List.of());
  }

  /** The same with ports that system rules are for. */
  public Powers guarding(List<Ports> ports) {
    return new Powers(hook, pid, direction, socketBuffers, ports);
  }
}
