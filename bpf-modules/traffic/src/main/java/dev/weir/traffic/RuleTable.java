package dev.weir.traffic;

import dev.weir.hook.HookException;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.MappedMemory;
import dev.weir.rule.Cidr;
import dev.weir.traffic.Bank.Entry;
import dev.weir.traffic.Bank.Placed;
import dev.weir.traffic.Bank.Steer;
import java.security.SecureRandom;
import java.util.List;

/**
 * The rules in the kernel. The maps themselves are the record of what is in force, so that a daemon
 * that comes back goes on from them.
 *
 * <p>A new set is written into the bank that no packet reads, and one store makes it the active
 * one: every packet sees one whole set.
 */
final class RuleTable {

  private final Powers powers;
  private final Sizes sizes;
  private final LimitModule.Readers readers;
  private final MappedMemory control;
  private final MappedMemory banks;
  private final MappedMemory blocks;
  private final MappedMemory buckets;
  private final MappedMemory counts;

  RuleTable(LoadedObject object, Powers powers, Sizes sizes, LimitModule.Readers readers)
      throws HookException {
    this.powers = powers;
    this.sizes = sizes;
    this.readers = readers;
    this.control = object.map("control").mmap();
    this.banks = object.map("banks").mmap();
    this.blocks = object.map("address_blocks").mmap();
    this.buckets = object.map("buckets").mmap();
    this.counts = object.map("rule_counts").mmap();
    if (control.getLong(Layouts.CONTROL_SEED) == 0) {
      control.setLong(Layouts.CONTROL_SEED, new SecureRandom().nextLong() | 1);
    }
  }

  /** The rules in force. */
  List<Entry> entries() {
    return bank(active()).entries();
  }

  /**
   * Puts a whole set in force, or nothing of it.
   *
   * @param allowed sources that no limit is for
   * @return the slot of each limit's counts
   */
  List<Integer> replace(List<Limit> limits, List<Cidr> allowed) throws HookException {
    check(limits);
    Tables tables = Tables.of(limits, allowed, sizes.addressTables());
    readers.await();
    int active = active();
    Places places = new Places(sizes, bank(active).entries());
    List<Placed> placed = places.place(limits);
    places.fresh().forEach(this::clear);
    bank(1 - active).write(tables, placed);
    control.setLong(Layouts.CONTROL_ACTIVE, 1 - active);
    return placed.stream().map(Placed::slot).toList();
  }

  /** Sets what one packet costs under the rule of an index of the set in force, from now on. */
  void steer(int index, long cost) {
    bank(active()).steer(index, new Steer(cost, System.nanoTime()));
  }

  /** Has the limits in force that refuse refuse everything, until the next set. */
  void shut() {
    bank(active()).shut();
  }

  /** A count of one slot, over all CPUs. */
  long count(int slot, int field) {
    long sum = 0;
    for (int cpu = 0; cpu < sizes.cpus(); cpu++) {
      sum += counts.getLong((cpu * Layouts.SLOTS + slot) * Layouts.RULE_COUNT + field);
    }
    return sum;
  }

  private Bank bank(int number) {
    return new Bank(banks, blocks, number);
  }

  private int active() {
    return (int) control.getLong(Layouts.CONTROL_ACTIVE) & 1;
  }

  private void check(List<Limit> limits) throws HookException {
    if (limits.size() > Sizes.MAX_RULES) {
      throw new HookException(
          powers.hook() + " holds " + Sizes.MAX_RULES + " rules, was given " + limits.size());
    }
    long owned = limits.stream().filter(Limit::owned).count();
    if (owned > sizes.sourceRules()) {
      throw new HookException(
          powers.hook()
              + " holds "
              + sizes.sourceRules()
              + " rules per source, network or flow, was given "
              + owned
              + "; raise sourceRules in "
              + powers.pid());
    }
  }

  private void clear(Placed placed) {
    buckets.clear(
        placed.firstSet() * Layouts.BUCKET_SET, (placed.setMask() + 1) * Layouts.BUCKET_SET);
    if (placed.limit().rate().steered()) {
      owe(placed.slot(), placed.limit().rate());
    }
    for (int cpu = 0; cpu < sizes.cpus(); cpu++) {
      counts.clear((cpu * Layouts.SLOTS + placed.slot()) * Layouts.RULE_COUNT, Layouts.RULE_COUNT);
    }
  }

  /**
   * A steered rule that is new has saved up one packet of its static limit, not a whole interval:
   * nothing is known of the traffic before it. The word is that of {@code weir/gcra.h}; the owner's
   * tag is of the hash for all, the seed.
   */
  private void owe(int set, Rate rate) {
    if (rate.cost() > 0 && rate.cost() < rate.burst()) {
      long now = System.nanoTime() >> rate.shift();
      long seed = control.getLong(Layouts.CONTROL_SEED);
      long tag = Math.max(1, seed >>> (Long.SIZE - Layouts.TAG_BITS));
      long paid = now + rate.burst() - rate.cost();
      buckets.setLong(set * Layouts.BUCKET_SET, paid << Layouts.TAG_BITS | tag);
    }
  }
}
