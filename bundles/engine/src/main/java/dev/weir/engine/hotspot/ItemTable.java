package dev.weir.engine.hotspot;

import dev.weir.engine.call.ParamHash;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.SpecificItem;

/** The thresholds of a rule: one for all values, and those of specific ones. Immutable. */
final class ItemTable {

  private final long threshold;
  private final int mask;
  private final long[] keys;
  private final long[] thresholds;

  ItemTable(HotspotRule rule, ParamHash hash) {
    threshold = rule.threshold();
    int places = Integer.highestOneBit(2 * rule.specificItems().size() + 1) << 1;
    mask = places - 1;
    keys = new long[places];
    thresholds = new long[places];
    for (SpecificItem item : rule.specificItems()) {
      long key = hash.of(item.value());
      int at = place(key);
      keys[at] = key;
      thresholds[at] = item.threshold();
    }
  }

  /** The threshold of a value. */
  long of(long key) {
    int at = place(key);
    return keys[at] == key ? thresholds[at] : threshold;
  }

  /** The place of a value, or the empty one where it would be. */
  private int place(long key) {
    int at = (int) key & mask;
    while (keys[at] != key && keys[at] != ParamHash.NONE) {
      at = (at + 1) & mask;
    }
    return at;
  }
}
