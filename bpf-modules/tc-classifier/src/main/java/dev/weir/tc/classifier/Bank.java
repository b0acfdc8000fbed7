package dev.weir.tc.classifier;

import dev.weir.libbpf.MappedMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** One of the two whole sets of rules. */
final class Bank {

  private final MappedMemory memory;
  private final int base;

  /**
   * A rule in force.
   *
   * @param index of its entry, state and counts
   * @param place who it is and what it is for; its rate is not read back
   * @param firstSet of its buckets
   * @param setMask sets less one
   */
  record Entry(int index, Place place, int firstSet, int setMask) {}

  /**
   * What identifies a rule that is read back.
   *
   * @param digest who it is
   * @param protocol {@link Layouts#TCP} or {@link Layouts#UDP}
   * @param port destination port
   * @param per {@link Layouts#ALL} or {@link Layouts#SOURCE}
   */
  record Place(Digest digest, int protocol, int port, int per) {

    String resource() {
      return (protocol == Layouts.TCP ? "tcp:" : "udp:") + port;
    }
  }

  /** A limit and where it goes. */
  record Placed(Limit limit, int index, int firstSet, int setMask) {}

  /**
   * @param banks memory of both
   * @param number 0 or 1
   */
  Bank(MappedMemory banks, int number) {
    this.memory = banks;
    this.base = number * Layouts.BANK;
  }

  /** The rules that it holds, by index. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    byte[] bytes = new byte[Layouts.RULES * Layouts.RULE];
    memory.get(base + Layouts.BANK_RULES, bytes);
    ByteBuffer rules = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    for (int index = 0; index < Layouts.RULES; index++) {
      int at = index * Layouts.RULE;
      if (rules.get(at + Layouts.RULE_USED) != 0) {
        entries.add(entry(rules, at, index));
      }
    }
    return entries;
  }

  /** Writes a whole set over what was there; only while this bank is not active. */
  void write(List<Placed> limits) {
    ByteBuffer bank = ByteBuffer.allocate(Layouts.BANK).order(ByteOrder.nativeOrder());
    for (Placed placed : limits) {
      writeRule(bank, placed);
      int at = Layouts.BANK_PORTS + portAt(placed.limit);
      bank.putLong(at, appended(bank.getLong(at), placed.index));
    }
    memory.put(base, bank.array());
  }

  /** Four indexes plus one in a word, lowest first. */
  static long appended(long word, int index) {
    for (int i = 0; i < Layouts.RULES_PER_PORT; i++) {
      if (((word >>> (16 * i)) & 0xffff) == 0) {
        return word | ((index + 1L) << (16 * i));
      }
    }
    throw new IllegalArgumentException("the port has its " + Layouts.RULES_PER_PORT + " rules");
  }

  private static Entry entry(ByteBuffer rules, int at, int index) {
    Digest digest =
        new Digest(
            rules.getLong(at + Layouts.RULE_DIGEST),
            rules.getLong(at + Layouts.RULE_DIGEST + Long.BYTES));
    return new Entry(
        index,
        new Place(
            digest,
            rules.get(at + Layouts.RULE_PROTOCOL),
            rules.getShort(at + Layouts.RULE_PORT) & 0xffff,
            rules.get(at + Layouts.RULE_PER)),
        rules.getInt(at + Layouts.RULE_FIRST_SET),
        rules.getInt(at + Layouts.RULE_SET_MASK));
  }

  private static void writeRule(ByteBuffer bank, Placed placed) {
    Limit limit = placed.limit;
    int at = Layouts.BANK_RULES + placed.index * Layouts.RULE;
    bank.putLong(at + Layouts.RULE_COST, limit.rate().cost());
    bank.putLong(at + Layouts.RULE_BURST, limit.rate().burst());
    bank.putLong(at + Layouts.RULE_HORIZON, limit.rate().horizon());
    bank.putLong(at + Layouts.RULE_DIGEST, limit.digest().high());
    bank.putLong(at + Layouts.RULE_DIGEST + Long.BYTES, limit.digest().low());
    bank.putInt(at + Layouts.RULE_FIRST_SET, placed.firstSet);
    bank.putInt(at + Layouts.RULE_SET_MASK, placed.setMask);
    bank.putShort(at + Layouts.RULE_PORT, (short) limit.port());
    bank.put(at + Layouts.RULE_PROTOCOL, (byte) limit.protocol());
    bank.put(at + Layouts.RULE_METRIC, (byte) limit.metric());
    bank.put(at + Layouts.RULE_PER, (byte) limit.per());
    bank.put(
        at + Layouts.RULE_CLOCK, (byte) (limit.rate().exact() ? Layouts.EXACT : Layouts.COARSE));
    bank.put(at + Layouts.RULE_SHIFT, (byte) limit.rate().shift());
    bank.put(at + Layouts.RULE_USED, (byte) 1);
  }

  private static int portAt(Limit limit) {
    return (limit.protocol() * Layouts.PORTS + limit.port()) * Long.BYTES;
  }
}
