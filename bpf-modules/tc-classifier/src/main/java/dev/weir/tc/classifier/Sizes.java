package dev.weir.tc.classifier;

import dev.weir.libbpf.ObjectSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How large the classifier's tables are. Rules and regions are there twice, so that a whole new set
 * finds free ones beside those in force.
 *
 * @param sourceRules most rules per source in force
 * @param setsPerRule sets of eight sources in the region of such a rule; a power of two
 * @param cpus rows of counts
 */
record Sizes(int sourceRules, int setsPerRule, int cpus) {

  /** Most rules in force. */
  static final int MAX_RULES = Layouts.RULES / 2;

  private static final int MAX_SETS_PER_RULE = 1 << 18;

  Sizes {
    if (sourceRules < 1 || sourceRules > MAX_RULES) {
      throw new IllegalArgumentException(
          "sourceRules must be 1 to " + MAX_RULES + ", was " + sourceRules);
    }
    if (setsPerRule < 1 || setsPerRule > MAX_SETS_PER_RULE) {
      throw new IllegalArgumentException(
          "sourcesPerRule must be 1 to " + MAX_SETS_PER_RULE * Layouts.WAYS);
    }
    if ((Layouts.RULES + 2L * sourceRules * setsPerRule) * Layouts.BUCKET_SET > 1L << 30) {
      throw new IllegalArgumentException(
          "sourceRules times sourcesPerRule needs more than 1 GiB: "
              + sourceRules
              + " times "
              + setsPerRule * Layouts.WAYS);
    }
  }

  /**
   * The sizes for so many rules of so many sources each, rounded up to a power of two.
   *
   * @param sourceRules most rules per source
   * @param sources of each
   * @param cpus rows
   */
  static Sizes of(int sourceRules, int sources, int cpus) {
    int sets = Math.max(1, sources / Layouts.WAYS);
    int highest = Integer.highestOneBit(sets);
    return new Sizes(sourceRules, highest == sets ? sets : 2 * highest, cpus);
  }

  int regions() {
    return 2 * sourceRules;
  }

  int sets() {
    return Layouts.RULES + regions() * setsPerRule;
  }

  /** The object with these sizes. */
  ObjectSpec object(byte[] bytes) {
    return new ObjectSpec(
        "tc_classifier",
        bytes,
        Map.of(),
        Map.of("buckets", sets(), "rule_counts", Math.multiplyExact(Layouts.RULES, cpus)),
        List.of(Set.of("control", "banks", "buckets", "rule_counts")));
  }
}
