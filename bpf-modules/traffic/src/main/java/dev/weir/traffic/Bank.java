package dev.weir.traffic;

import dev.weir.libbpf.MappedMemory;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficMatch.Direction;
import dev.weir.rule.TrafficMatch.Ports;
import dev.weir.rule.TrafficRule.Protocol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** One of the two whole sets of rules. */
final class Bank {

  private final MappedMemory banks;
  private final MappedMemory blocks;
  private final int base;
  private final int firstBlock;

  /**
   * A rule in force.
   *
   * @param slot of its counts
   * @param digest who it is
   * @param resource what it limits
   * @param refuses whether what it blocks is gone, not marked or only watched
   * @param firstSet of its buckets
   * @param setMask sets less one
   * @param steer what the daemon set; {@link Steer#NONE} of a rule that it does not steer
   */
  record Entry(
      int slot,
      Digest digest,
      String resource,
      boolean refuses,
      int firstSet,
      int setMask,
      Steer steer) {}

  /** A limit, where its counts and state are, and what the daemon set, if it has. */
  record Placed(Limit limit, int slot, int firstSet, int setMask, Steer steer) {}

  /**
   * What the daemon last set.
   *
   * @param cost of one packet
   * @param heard when, by the kernel's monotonic clock, in nanoseconds; 0 for never
   */
  record Steer(long cost, long heard) {

    /** Nothing. */
    static final Steer NONE = new Steer(0, 0);
  }

  /**
   * @param banks memory of both
   * @param blocks of both banks' address tables
   * @param number 0 or 1
   */
  Bank(MappedMemory banks, MappedMemory blocks, int number) {
    this.banks = banks;
    this.blocks = blocks;
    this.base = number * Layouts.BANK;
    this.firstBlock = number * (blocks.size() / 2);
  }

  /** The rules that it holds, in order. */
  List<Entry> entries() {
    byte[] bytes = new byte[Layouts.BANK - Layouts.BANK_RULES];
    banks.get(base + Layouts.BANK_RULES, bytes);
    ByteBuffer rules = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    List<Entry> entries = new ArrayList<>();
    for (int index = 0; index < Layouts.RULES; index++) {
      int identity = Layouts.BANK_IDENTITIES - Layouts.BANK_RULES + index * Layouts.IDENTITY;
      if (rules.get(identity + Layouts.IDENTITY_USED) != 0) {
        entries.add(entry(rules, index * Layouts.RULE, identity));
      }
    }
    return entries;
  }

  /** Writes a whole set over what was there; only while this bank is not active. */
  void write(Tables tables, List<Placed> limits) {
    ByteBuffer bank = ByteBuffer.allocate(Layouts.BANK).order(ByteOrder.nativeOrder());
    BankImage.write(bank, tables);
    for (int index = 0; index < limits.size(); index++) {
      RuleImage.write(bank, index, limits.get(index));
    }
    banks.put(base, bank.array());
    List<short[]> all = tables.blocks();
    ByteBuffer used =
        ByteBuffer.allocate(all.size() * Layouts.ADDRESS_BLOCK).order(ByteOrder.nativeOrder());
    for (int i = 0; i < all.size(); i++) {
      used.position(i * Layouts.ADDRESS_BLOCK).asShortBuffer().put(all.get(i));
    }
    blocks.put(firstBlock, used.array());
  }

  /** Sets what one packet costs; this bank may be active. */
  void steer(int index, Steer steer) {
    int at = base + Layouts.BANK_RULES + index * Layouts.RULE;
    banks.setLong(at + Layouts.RULE_COST, steer.cost());
    banks.setLong(at + Layouts.RULE_HEARD, steer.heard());
  }

  /** Makes the cost of every rule that refuses one that no bucket can pay; this may be active. */
  void shut() {
    for (int index = 0; index < Layouts.RULES; index++) {
      int at = base + Layouts.BANK_RULES + index * Layouts.RULE;
      byte[] kind = new byte[Layouts.RULE - Layouts.RULE_METRIC];
      banks.get(at + Layouts.RULE_METRIC, kind);
      int action = kind[Layouts.RULE_ACTION - Layouts.RULE_METRIC];
      if (action == Layouts.ACTION_DROP || action == Layouts.ACTION_RESET) {
        banks.setLong(at + Layouts.RULE_COST, Rate.CLOSED);
        if (kind[Layouts.RULE_KEY - Layouts.RULE_METRIC] == Layouts.KEY_STEERED) {
          banks.setLong(at + Layouts.RULE_STATIC, Rate.CLOSED);
        }
        banks.put(at + Layouts.RULE_METRIC, new byte[] {(byte) Layouts.METRIC_PACKETS});
      }
    }
  }

  private static Entry entry(ByteBuffer rules, int rule, int identity) {
    Digest digest =
        new Digest(
            rules.getLong(identity + Layouts.IDENTITY_DIGEST),
            rules.getLong(identity + Layouts.IDENTITY_DIGEST + Long.BYTES));
    int action = rules.get(rule + Layouts.RULE_ACTION);
    return new Entry(
        rules.getShort(rule + Layouts.RULE_SLOT) & 0xffff,
        digest,
        resource(rules, identity),
        action == Layouts.ACTION_DROP || action == Layouts.ACTION_RESET,
        rules.getInt(rule + Layouts.RULE_FIRST_SET),
        rules.getInt(rule + Layouts.RULE_SET_MASK),
        steer(rules, rule));
  }

  private static Steer steer(ByteBuffer rules, int rule) {
    return rules.get(rule + Layouts.RULE_KEY) == Layouts.KEY_STEERED
        ? new Steer(
            rules.getLong(rule + Layouts.RULE_COST), rules.getLong(rule + Layouts.RULE_HEARD))
        : Steer.NONE;
  }

  private static String resource(ByteBuffer rules, int identity) {
    return new TrafficMatch(
            rules.get(identity + Layouts.IDENTITY_OUTGOING) == 0
                ? Direction.INGRESS
                : Direction.EGRESS,
            new Protocol(rules.getShort(identity + Layouts.IDENTITY_PROTOCOL)),
            new Ports(
                rules.getShort(identity + Layouts.IDENTITY_FIRST_PORT) & 0xffff,
                rules.getShort(identity + Layouts.IDENTITY_LAST_PORT) & 0xffff),
            null,
            null)
        .resource();
  }
}
