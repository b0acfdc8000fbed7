package dev.weir.traffic;

import dev.weir.traffic.Bank.Entry;
import dev.weir.traffic.Bank.Placed;
import dev.weir.traffic.Bank.Steer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each limit's state of a new set goes: one that is in force keeps its place, and with it
 * state and counts; a new one gets a place that none in force uses.
 */
final class Places {

  private final Sizes sizes;
  private final Map<Digest, Entry> inForce = new HashMap<>();
  private final BitSet slots = new BitSet();
  private final BitSet regions = new BitSet();
  private final List<Placed> all = new ArrayList<>();
  private final List<Placed> fresh = new ArrayList<>();

  Places(Sizes sizes, List<Entry> entries) {
    this.sizes = sizes;
    for (Entry entry : entries) {
      slots.set(entry.slot());
      if (fits(entry)) {
        inForce.put(entry.digest(), entry);
        if (entry.firstSet() >= Layouts.SLOTS) {
          regions.set((entry.firstSet() - Layouts.SLOTS) / sizes.setsPerRule());
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
        all.add(new Placed(limit, kept.slot(), kept.firstSet(), kept.setMask(), kept.steer()));
      }
    }
    return all;
  }

  /** Those whose state and counts must be cleared before they are in force. */
  List<Placed> fresh() {
    return fresh;
  }

  private Placed freshPlace(Limit limit) {
    int slot = slots.nextClearBit(0);
    slots.set(slot);
    if (!limit.owned()) {
      return new Placed(limit, slot, slot, 0, Steer.NONE);
    }
    int region = regions.nextClearBit(0);
    regions.set(region);
    int first = Layouts.SLOTS + region * sizes.setsPerRule();
    return new Placed(limit, slot, first, sizes.setsPerRule() - 1, Steer.NONE);
  }

  /** Whether the entry's buckets lie where these sizes have them; else it was made with others. */
  private boolean fits(Entry entry) {
    if (entry.firstSet() < Layouts.SLOTS) {
      return entry.firstSet() == entry.slot() && entry.setMask() == 0;
    }
    int offset = entry.firstSet() - Layouts.SLOTS;
    return offset % sizes.setsPerRule() == 0
        && offset / sizes.setsPerRule() < sizes.regions()
        && entry.setMask() == sizes.setsPerRule() - 1;
  }
}
