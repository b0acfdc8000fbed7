package dev.weir.traffic;

import dev.weir.hook.HookException;
import dev.weir.rule.Cidr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rules are for an address on one side: a table by its first 16 bits for each family, and
 * blocks by the next eight bits where prefixes are longer. Prefixes are entered shortest first, so
 * that each finds the class of the block around it where it goes.
 */
final class AddressTables {

  private static final int FIRST_BITS = 16;
  private static final int STEP_BITS = 8;

  private final ClassIds ids;
  private final Blocks blocks;
  private final short[][] roots = new short[2][Layouts.PLACES];
  private int allowedClass = -1;

  /** Blocks of both sides and families, handed out one after another. */
  static final class Blocks {
    private final List<short[]> all = new ArrayList<>();
    private final int most;

    Blocks(int most) {
      this.most = most;
    }

    List<short[]> all() {
      return all;
    }

    /** A new block whose entries all have a class; its number. */
    private int add(short filled) throws HookException {
      if (all.size() == most) {
        throw new HookException(
            "the address blocks of the rules need more than "
                + most
                + " tables: raise addressTables, or have rules share prefixes");
      }
      short[] block = new short[Layouts.BLOCK_PLACES];
      Arrays.fill(block, filled);
      all.add(block);
      return all.size() - 1;
    }
  }

  private AddressTables(String side, Blocks blocks) {
    this.ids = new ClassIds(side);
    this.blocks = blocks;
  }

  /**
   * The tables of one side.
   *
   * @param side its name, for messages
   * @param prefixes of each rule on this side, null where the rule has none
   * @param allowed prefixes that no rule is for
   * @param blocks where more blocks come from
   */
  static AddressTables of(
      String side, List<@Nullable Cidr> prefixes, List<Cidr> allowed, Blocks blocks)
      throws HookException {
    AddressTables tables = new AddressTables(side, blocks);
    BitSet unbound = new BitSet();
    Map<Cidr, BitSet> rules = new LinkedHashMap<>();
    for (int rule = 0; rule < prefixes.size(); rule++) {
      Cidr prefix = prefixes.get(rule);
      if (prefix == null) {
        unbound.set(rule);
      } else {
        rules.computeIfAbsent(prefix, key -> new BitSet()).set(rule);
      }
    }
    short around = (short) tables.ids.idOf(unbound);
    Arrays.fill(tables.roots[0], around);
    Arrays.fill(tables.roots[1], around);
    tables.enter(rules, allowed);
    return tables;
  }

  ClassIds ids() {
    return ids;
  }

  /** Entries by the first 16 bits; of IPv4, then of IPv6. */
  short[][] roots() {
    return roots;
  }

  private void enter(Map<Cidr, BitSet> rules, List<Cidr> allowed) throws HookException {
    List<Cidr> all = new ArrayList<>(rules.keySet());
    if (!allowed.isEmpty()) {
      allowedClass = ids.addEmpty();
      allowed.stream().filter(block -> !rules.containsKey(block)).forEach(all::add);
    }
    all.sort(Comparator.comparingInt(Cidr::bits));
    for (Cidr prefix : all) {
      BitSet own = allowed.contains(prefix) ? null : rules.get(prefix);
      enter(prefix, own);
    }
  }

  /** Enters a prefix with the rules that are for it; null for an allowed one. */
  private void enter(Cidr prefix, @Nullable BitSet own) throws HookException {
    short[] table = roots[prefix.ipv6() ? 1 : 0];
    int done = FIRST_BITS;
    int at = (int) (prefix.high() >>> (Long.SIZE - FIRST_BITS));
    while (prefix.bits() > done) {
      int entry = table[at] & 0xffff;
      if ((entry & Layouts.BLOCK) == 0) {
        table[at] = (short) (Layouts.BLOCK | blocks.add((short) entry));
        entry = table[at] & 0xffff;
      }
      table = blocks.all.get(entry & ~Layouts.BLOCK);
      at = bits(prefix, done);
      done += STEP_BITS;
    }
    int around = table[at] & 0xffff;
    short id = (short) (own == null || around == allowedClass ? allowedClass : joined(around, own));
    Arrays.fill(table, at, at + (1 << (done - prefix.bits())), id);
  }

  private int joined(int around, BitSet own) throws HookException {
    BitSet joined = (BitSet) ids.classes().get(around).clone();
    joined.or(own);
    return ids.idOf(joined);
  }

  /** Eight bits of the address from an offset on. */
  private static int bits(Cidr prefix, int from) {
    long word = from < Long.SIZE ? prefix.high() : prefix.low();
    return (int) (word >>> (Long.SIZE - STEP_BITS - from % Long.SIZE)) & 0xff;
  }
}
