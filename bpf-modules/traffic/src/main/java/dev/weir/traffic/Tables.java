package dev.weir.traffic;

import dev.weir.hook.HookException;
import dev.weir.rule.Cidr;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole set of limits, compiled: which of them are for a packet is what the three dimensions'
 * classes have in common. The n-th limit is bit n.
 *
 * @param ports classes of ports
 * @param sources classes of source addresses
 * @param destinations classes of destination addresses
 * @param blocks of both sides' tables
 * @param needs by class of ports, whether its rules look at sources and destinations
 */
record Tables(
    PortTables ports,
    AddressTables sources,
    AddressTables destinations,
    List<short[]> blocks,
    List<Integer> needs) {

  /** Steps of the search for a packet that matches too many; beyond it the set is refused. */
  private static final long MAX_STEPS = 20_000_000;

  /**
   * Compiles limits, in their order.
   *
   * @param allowed sources that no limit is for
   * @param mostBlocks room for address tables
   */
  static Tables of(List<Limit> limits, List<Cidr> allowed, int mostBlocks) throws HookException {
    List<@Nullable Cidr> from = new ArrayList<>();
    List<@Nullable Cidr> to = new ArrayList<>();
    for (Limit limit : limits) {
      from.add(limit.match().source());
      to.add(limit.match().destination());
    }
    AddressTables.Blocks blocks = new AddressTables.Blocks(mostBlocks);
    PortTables ports = PortTables.of(limits);
    AddressTables sources = AddressTables.of("sources", from, allowed, blocks);
    AddressTables destinations = AddressTables.of("destinations", to, List.of(), blocks);
    BitSet bySource = bound(from);
    BitSet byDestination = bound(to);
    List<Integer> needs = new ArrayList<>();
    for (BitSet rules : ports.ids().classes()) {
      boolean source = rules.intersects(bySource) || !(rules.isEmpty() || allowed.isEmpty());
      needs.add(
          (source ? Layouts.NEEDS_SOURCE : 0)
              | (rules.intersects(byDestination) ? Layouts.NEEDS_DESTINATION : 0));
    }
    Tables tables = new Tables(ports, sources, destinations, blocks.all(), needs);
    tables.checkHits();
    return tables;
  }

  /** Of a class of ports: its words, what its rules look at, and its rule where it is alone. */
  int portsSummary(int id) {
    BitSet rules = ports.ids().classes().get(id);
    int sole = rules.cardinality() == 1 ? rules.nextSetBit(0) : -1;
    return summary(rules)
        | needs.get(id)
        | (sole < 0 ? 0 : Layouts.SOLE | sole << Layouts.SOLE_SHIFT);
  }

  /** One bit per word of a set that is not empty. */
  static int summary(BitSet rules) {
    int summary = 0;
    long[] words = rules.toLongArray();
    for (int i = 0; i < words.length; i++) {
      summary |= words[i] == 0 ? 0 : 1 << i;
    }
    return summary;
  }

  private static BitSet bound(List<@Nullable Cidr> prefixes) {
    BitSet bound = new BitSet();
    for (int rule = 0; rule < prefixes.size(); rule++) {
      bound.set(rule, prefixes.get(rule) != null);
    }
    return bound;
  }

  /** Refuses a set of which some packet matches more rules than a program looks at. */
  private void checkHits() throws HookException {
    long steps = 0;
    for (BitSet byPort : crowded(ports.ids().classes(), null)) {
      for (BitSet bySource : crowded(sources.ids().classes(), byPort)) {
        List<BitSet> all = destinations.ids().classes();
        steps += all.size();
        if (steps > MAX_STEPS || !crowded(all, bySource).isEmpty()) {
          throw new HookException(
              "more than "
                  + Layouts.HITS
                  + " rules are for the same packets: a packet is held against "
                  + Layouts.HITS
                  + " at most; have fewer of them overlap");
        }
      }
    }
  }

  /** The sets, each narrowed, that still have too many rules. */
  private static List<BitSet> crowded(List<BitSet> sets, @Nullable BitSet narrowed) {
    List<BitSet> crowded = new ArrayList<>();
    for (BitSet set : sets) {
      BitSet common = (BitSet) set.clone();
      if (narrowed != null) {
        common.and(narrowed);
      }
      if (common.cardinality() > Layouts.HITS) {
        crowded.add(common);
      }
    }
    return crowded;
  }
}
