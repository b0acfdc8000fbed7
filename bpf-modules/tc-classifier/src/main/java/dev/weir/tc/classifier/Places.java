package dev.weir.tc.classifier;

import dev.weir.tc.classifier.Bank.Entry;
import dev.weir.tc.classifier.Bank.Placed;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each limit of a new set goes: one that is in force keeps its place, and with it state and
 * counts; a new one gets a place that none in force uses.
 */
final class Places {

  private final Sizes sizes;
  private final Map<Digest, Entry> inForce = new HashMap<>();
  private final BitSet indexes = new BitSet();
  private final BitSet regions = new BitSet();
  private final List<Placed> all = new ArrayList<>();
  private final List<Placed> fresh = new ArrayList<>();

  Places(Sizes sizes, List<Entry> entries) {
    this.sizes = sizes;
    for (Entry entry : entries) {
      indexes.set(entry.index());
      if (fits(entry)) {
        inForce.put(entry.place().digest(), entry);
        if (entry.place().per() == Layouts.SOURCE) {
          regions.set((entry.firstSet() - Layouts.RULES) / sizes.setsPerRule());
        }
      }
    }
  }

  /** Every limit with its place, in the order given. */
  List<Placed> place(List<Limit> limits) {
    for (Limit limit : limits) {
      Entry kept = inForce.get(limit.digest());
      if (kept == null) {
        Placed placed = freshPlace(limit);
        all.add(placed);
        fresh.add(placed);
      } else {
        all.add(new Placed(limit, kept.index(), kept.firstSet(), kept.setMask()));
      }
    }
    return all;
  }

  /** Those whose state and counts must be cleared before they are in force. */
  List<Placed> fresh() {
    return fresh;
  }

  private Placed freshPlace(Limit limit) {
    int index = indexes.nextClearBit(0);
    indexes.set(index);
    if (limit.per() == Layouts.ALL) {
      return new Placed(limit, index, index, 0);
    }
    int region = regions.nextClearBit(0);
    regions.set(region);
    int first = Layouts.RULES + region * sizes.setsPerRule();
    return new Placed(limit, index, first, sizes.setsPerRule() - 1);
  }

  /** Whether the entry's buckets lie where these sizes have them; else it was made with others. */
  private boolean fits(Entry entry) {
    if (entry.place().per() == Layouts.ALL) {
      return entry.firstSet() == entry.index() && entry.setMask() == 0;
    }
    int offset = entry.firstSet() - Layouts.RULES;
    return offset >= 0
        && offset % sizes.setsPerRule() == 0
        && offset / sizes.setsPerRule() < sizes.regions()
        && entry.setMask() == sizes.setsPerRule() - 1;
  }
}
