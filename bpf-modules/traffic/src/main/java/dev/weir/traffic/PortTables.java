package dev.weir.traffic;

import dev.weir.hook.HookException;
import dev.weir.rule.TrafficMatch.Ports;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Protocol;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which rules are for a port: a table for TCP, for segments that open a connection, and for UDP;
 * and one by protocol for what has no ports. Rules are swept over each: at a rule's first place its
 * bit is turned, and behind its last again.
 */
final class PortTables {

  private static final int PROTOCOLS = 256;

  private final ClassIds ids = new ClassIds("ports");
  private final short[][] tables = new short[Layouts.KINDS][Layouts.PLACES];

  private PortTables() {}

  static PortTables of(List<Limit> limits) throws HookException {
    PortTables ports = new PortTables();
    for (int kind = 0; kind < Layouts.KINDS; kind++) {
      ports.sweep(kind, turns(kind, limits));
    }
    return ports;
  }

  ClassIds ids() {
    return ids;
  }

  /** Class of every place, by kind. */
  short[][] tables() {
    return tables;
  }

  private void sweep(int kind, NavigableMap<Integer, BitSet> turns) throws HookException {
    BitSet rules = new BitSet();
    int from = 0;
    for (var turn : turns.entrySet()) {
      Arrays.fill(tables[kind], from, turn.getKey(), (short) ids.idOf(rules));
      rules.xor(turn.getValue());
      from = turn.getKey();
    }
    Arrays.fill(tables[kind], from, Layouts.PLACES, (short) ids.idOf(rules));
  }

  /** Places of a table at which rules begin and end. */
  private static NavigableMap<Integer, BitSet> turns(int kind, List<Limit> limits) {
    NavigableMap<Integer, BitSet> turns = new TreeMap<>();
    for (int rule = 0; rule < limits.size(); rule++) {
      int[] places = places(kind, limits.get(rule));
      if (places.length > 0) {
        turns.computeIfAbsent(places[0], at -> new BitSet()).flip(rule);
        if (places[1] + 1 < Layouts.PLACES) {
          turns.computeIfAbsent(places[1] + 1, at -> new BitSet()).flip(rule);
        }
      }
    }
    return turns;
  }

  /** First and last place of a rule in a table; empty when it has none there. */
  private static int[] places(int kind, Limit limit) {
    int protocol = limit.match().protocol().number();
    boolean any = limit.match().protocol().equals(Protocol.ANY);
    Ports ports = limit.match().ports();
    boolean there =
        switch (kind) {
          case Layouts.KIND_TCP ->
              (any || protocol == Protocol.TCP.number()) && limit.metric() != Metric.CONNECTIONS;
          case Layouts.KIND_OPENING -> any || protocol == Protocol.TCP.number();
          case Layouts.KIND_UDP -> any || protocol == Protocol.UDP.number();
          default -> ports.equals(Ports.ANY) && limit.metric() != Metric.CONNECTIONS;
        };
    if (!there) {
      return new int[0];
    }
    if (kind == Layouts.KIND_OTHER) {
      return any ? new int[] {0, PROTOCOLS - 1} : new int[] {protocol, protocol};
    }
    return new int[] {ports.first(), ports.last()};
  }
}
