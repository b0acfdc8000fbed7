package dev.weir.xdp.counter;

import dev.weir.libbpf.ObjectSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How large the counter's tables are.
 *
 * @param slots ports that can be told apart, and one for the rest
 * @param sets of eight sources each; a power of two
 * @param cpus rows of port counts
 */
record CounterSizes(int slots, int sets, int cpus) {

  /** All ports of TCP and UDP, and all other protocols. */
  private static final int MAX_SLOTS = 1 << 18;

  private static final int MAX_SETS = 1 << 20;

  CounterSizes {
    if (slots < 2 || slots > MAX_SLOTS) {
      throw new IllegalArgumentException("ports must be 1 to 262143, was " + (slots - 1));
    }
    if (sets < 1 || sets > MAX_SETS || Integer.bitCount(sets) != 1) {
      throw new IllegalArgumentException("source sets must be a power of two, was " + sets);
    }
  }

  /**
   * The sizes for at least so many ports and sources.
   *
   * @param ports to be told apart
   * @param sources to be told apart
   * @param cpus rows
   */
  static CounterSizes of(int ports, int sources, int cpus) {
    int sets = Math.max(1, (sources + Layouts.SOURCE_WAYS - 1) / Layouts.SOURCE_WAYS);
    int highest = Integer.highestOneBit(sets);
    return new CounterSizes(ports + 1, highest == sets ? sets : 2 * highest, cpus);
  }

  /** The object with these sizes, which tells sources apart by a prefix. */
  ObjectSpec object(byte[] bytes, SourcePrefix prefix) {
    Map<String, Long> settings = new HashMap<>(prefix.settings());
    settings.put("slots", (long) slots);
    settings.put("source_sets_count", (long) sets);
    return new ObjectSpec(
        "xdp_counter",
        bytes,
        settings,
        Map.of(
            "port_names",
            slots,
            "port_counts",
            Math.multiplyExact(slots, cpus),
            "source_sets",
            sets),
        List.of(Set.of("port_slots", "port_names", "port_counts", "source_sets", "shared")));
  }
}
