package dev.weir.traffic;

import dev.weir.libbpf.ObjectSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How large a hook's tables are. Slots and regions are there twice, so that a whole new set finds
 * free ones beside those in force.
 *
 * @param sourceRules most rules in force that have a bucket per source, network or flow
 * @param setsPerRule sets of eight buckets in the region of such a rule; a power of two
 * @param addressTables tables of 256 entries that address prefixes beyond 16 bits may take
 * @param cpus rows of counts
 */
public record Sizes(int sourceRules, int setsPerRule, int addressTables, int cpus) {

  /** Most rules in force. */
  static final int MAX_RULES = Layouts.RULES;

  private static final int MAX_SETS_PER_RULE = 1 << 18;

  /** An entry has 15 bits for the number of a table. */
  private static final int MAX_ADDRESS_TABLES = 1 << 15;

  private static final Set<String> STATE =
      Set.of("control", "banks", "address_blocks", "buckets", "rule_counts");

  public Sizes {
    if (sourceRules < 1 || sourceRules > MAX_RULES) {
      throw new IllegalArgumentException(
          "sourceRules must be 1 to " + MAX_RULES + ", was " + sourceRules);
    }
    if (setsPerRule < 1 || setsPerRule > MAX_SETS_PER_RULE) {
      throw new IllegalArgumentException(
          "sourcesPerRule must be 1 to " + MAX_SETS_PER_RULE * Layouts.WAYS);
    }
    if (addressTables < 1 || addressTables > MAX_ADDRESS_TABLES) {
      throw new IllegalArgumentException(
          "addressTables must be 1 to " + MAX_ADDRESS_TABLES + ", was " + addressTables);
    }
    if ((Layouts.SLOTS + 2L * sourceRules * setsPerRule) * Layouts.BUCKET_SET > 1L << 30) {
      throw new IllegalArgumentException(
          "sourceRules times sourcesPerRule needs more than 1 GiB: "
              + sourceRules
              + " times "
              + setsPerRule * Layouts.WAYS);
    }
  }

  /** The sizes of an interface that no rule is in force at yet. */
  public static Sizes small(int cpus) {
    return new Sizes(1, 1, 1, cpus);
  }

  /** The same with so many rules of so many sources each, rounded up to a power of two. */
  public Sizes withSources(int rules, int sourcesEach) {
    int sets = Math.max(1, sourcesEach / Layouts.WAYS);
    int highest = Integer.highestOneBit(sets);
    return new Sizes(rules, highest == sets ? sets : 2 * highest, addressTables, cpus);
  }

  /** The same with so many address tables. */
  public Sizes withAddressTables(int tables) {
    return new Sizes(sourceRules, setsPerRule, tables, cpus);
  }

  int regions() {
    return 2 * sourceRules;
  }

  int sets() {
    return Layouts.SLOTS + regions() * setsPerRule;
  }

  /**
   * An object of a limiting program with these sizes.
   *
   * @param name of the object
   * @param bytes of it
   * @param settings of the program itself
   */
  public ObjectSpec object(String name, byte[] bytes, Map<String, Long> settings) {
    Map<String, Long> all = new HashMap<>(settings);
    all.put("blocks_per_bank", (long) addressTables);
    return new ObjectSpec(
        name,
        bytes,
        all,
        Map.of("buckets", sets(), "rule_counts", Math.multiplyExact(Layouts.SLOTS, cpus)),
        Map.of("address_blocks", 2 * addressTables * Layouts.ADDRESS_BLOCK),
        List.of(STATE));
  }
}
