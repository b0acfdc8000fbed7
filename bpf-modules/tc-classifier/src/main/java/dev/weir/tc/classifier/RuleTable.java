package dev.weir.tc.classifier;

import dev.weir.hook.HookException;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.MappedMemory;
import dev.weir.tc.classifier.Bank.Entry;
import dev.weir.tc.classifier.Bank.Placed;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules in the kernel. The maps themselves are the record of what is in force, so that a daemon
 * that comes back goes on from them.
 *
 * <p>A new set is written into the bank that no packet reads, and one store makes it the active
 * one: every packet sees one whole set.
 */
final class RuleTable {

  private final Sizes sizes;
  private final Readers readers;
  private final MappedMemory control;
  private final MappedMemory banks;
  private final MappedMemory buckets;
  private final MappedMemory counts;

  /** Waits until no packet is on its way through the program that was before. */
  @FunctionalInterface
  interface Readers {
    void await() throws HookException;
  }

  RuleTable(LoadedObject object, Sizes sizes, Readers readers) throws HookException {
    this.sizes = sizes;
    this.readers = readers;
    this.control = object.map("control").mmap();
    this.banks = object.map("banks").mmap();
    this.buckets = object.map("buckets").mmap();
    this.counts = object.map("rule_counts").mmap();
    if (control.getLong(Layouts.CONTROL_SEED) == 0) {
      control.setLong(Layouts.CONTROL_SEED, new SecureRandom().nextLong() | 1);
    }
  }

  /** The rules in force. */
  List<Entry> entries() {
    return new Bank(banks, active()).entries();
  }

  /** Puts a whole set in force, or nothing of it. */
  void replace(List<Limit> limits) throws HookException {
    check(limits);
    readers.await();
    int active = active();
    Places places = new Places(sizes, new Bank(banks, active).entries());
    List<Placed> placed = places.place(limits);
    places.fresh().forEach(this::clear);
    new Bank(banks, 1 - active).write(placed);
    control.setLong(Layouts.CONTROL_ACTIVE, 1 - active);
  }

  /** A count of one rule, over all CPUs. */
  long count(int index, int field) {
    long sum = 0;
    for (int cpu = 0; cpu < sizes.cpus(); cpu++) {
      sum += counts.getLong((cpu * Layouts.RULES + index) * Layouts.RULE_COUNT + field);
    }
    return sum;
  }

  private int active() {
    return (int) control.getLong(Layouts.CONTROL_ACTIVE) & 1;
  }

  private void check(List<Limit> limits) throws HookException {
    if (limits.size() > Sizes.MAX_RULES) {
      throw new HookException(
          "tc-classifier holds " + Sizes.MAX_RULES + " rules, was given " + limits.size());
    }
    long perSource = limits.stream().filter(limit -> limit.per() == Layouts.SOURCE).count();
    if (perSource > sizes.sourceRules()) {
      throw new HookException(
          "tc-classifier holds "
              + sizes.sourceRules()
              + " rules per source, was given "
              + perSource
              + "; raise sourceRules in dev.weir.tc.classifier");
    }
    Map<String, Integer> ports = new HashMap<>();
    for (Limit limit : limits) {
      if (ports.merge(limit.resource(), 1, Integer::sum) > Layouts.RULES_PER_PORT) {
        throw new HookException(
            "tc-classifier holds "
                + Layouts.RULES_PER_PORT
                + " rules per port, "
                + limit.resource()
                + " has more");
      }
    }
  }

  private void clear(Placed placed) {
    buckets.clear(
        placed.firstSet() * Layouts.BUCKET_SET, (placed.setMask() + 1) * Layouts.BUCKET_SET);
    for (int cpu = 0; cpu < sizes.cpus(); cpu++) {
      counts.clear((cpu * Layouts.RULES + placed.index()) * Layouts.RULE_COUNT, Layouts.RULE_COUNT);
    }
  }
}
