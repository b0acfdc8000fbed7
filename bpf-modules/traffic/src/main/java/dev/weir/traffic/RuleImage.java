package dev.weir.traffic;

import dev.weir.rule.Cidr;
import dev.weir.rule.TrafficMatch.Direction;
import dev.weir.rule.TrafficRule.Action;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Overflow;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.traffic.Bank.Placed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One limit in a bank, as {@code struct rule} and {@code struct identity} have it. */
final class RuleImage {

  private RuleImage() {}

  static void write(ByteBuffer bank, int index, Placed placed) {
    Limit limit = placed.limit();
    int at = Layouts.BANK_RULES + index * Layouts.RULE;
    bank.putLong(at + Layouts.RULE_COST, limit.rate().cost());
    bank.putLong(at + Layouts.RULE_BURST, limit.rate().burst());
    bank.putLong(at + Layouts.RULE_HORIZON, limit.rate().horizon());
    bank.putInt(at + Layouts.RULE_FIRST_SET, placed.firstSet());
    bank.putInt(at + Layouts.RULE_SET_MASK, placed.setMask());
    bank.putShort(at + Layouts.RULE_SLOT, (short) placed.slot());
    bank.put(at + Layouts.RULE_METRIC, metric(limit.metric()));
    bank.put(at + Layouts.RULE_CLOCK, clock(limit.rate()));
    bank.put(at + Layouts.RULE_SHIFT, (byte) limit.rate().shift());
    bank.put(at + Layouts.RULE_OVERFLOW, overflow(limit.overflow()));
    if (limit.rate().steered()) {
      putSteer(bank, at, placed);
    } else {
      putKey(bank, at, limit.per());
    }
    putAction(bank, at, limit.action());
    putIdentity(bank, Layouts.BANK_IDENTITIES + index * Layouts.IDENTITY, limit);
  }

  /** One that was steered before goes on as it was; a new one has its own limit until it is. */
  private static void putSteer(ByteBuffer bank, int at, Placed placed) {
    bank.put(at + Layouts.RULE_KEY, (byte) Layouts.KEY_STEERED);
    bank.putLong(at + Layouts.RULE_STATIC, placed.limit().rate().cost());
    if (placed.steer().heard() != 0) {
      bank.putLong(at + Layouts.RULE_COST, placed.steer().cost());
      bank.putLong(at + Layouts.RULE_HEARD, placed.steer().heard());
    }
  }

  /** Masks are in network byte order, as the addresses that they are held against. */
  private static void putKey(ByteBuffer bank, int at, Per per) {
    int ipv4 = 0;
    int ipv6 = 0;
    if (per instanceof Per.Source) {
      ipv4 = Integer.SIZE;
      ipv6 = 2 * Long.SIZE;
    } else if (per instanceof Per.SourcePrefix prefix) {
      ipv4 = prefix.ipv4();
      ipv6 = prefix.ipv6();
    } else if (per instanceof Per.Flow) {
      bank.put(at + Layouts.RULE_KEY, (byte) Layouts.KEY_FLOW);
    } else {
      bank.put(at + Layouts.RULE_KEY, (byte) Layouts.KEY_ALL);
    }
    bank.order(ByteOrder.BIG_ENDIAN);
    bank.putLong(at + Layouts.RULE_MASK, Cidr.mask(ipv6));
    bank.putLong(at + Layouts.RULE_MASK + Long.BYTES, Cidr.mask(ipv6 - Long.SIZE));
    bank.putInt(at + Layouts.RULE_MASK4, (int) (Cidr.mask(ipv4) >>> Integer.SIZE));
    bank.order(ByteOrder.nativeOrder());
  }

  private static void putAction(ByteBuffer bank, int at, Action action) {
    int number = Layouts.ACTION_DROP;
    if (action instanceof Action.Reset) {
      number = Layouts.ACTION_RESET;
    } else if (action instanceof Action.Mark mark) {
      number = Layouts.ACTION_MARK;
      bank.putInt(at + Layouts.RULE_MARK, mark.mark());
    } else if (action instanceof Action.Shadow) {
      number = Layouts.ACTION_SHADOW;
    }
    bank.put(at + Layouts.RULE_ACTION, (byte) number);
  }

  private static void putIdentity(ByteBuffer bank, int at, Limit limit) {
    bank.putLong(at + Layouts.IDENTITY_DIGEST, limit.digest().high());
    bank.putLong(at + Layouts.IDENTITY_DIGEST + Long.BYTES, limit.digest().low());
    short protocol = (short) limit.match().protocol().number();
    bank.putShort(at + Layouts.IDENTITY_PROTOCOL, protocol);
    bank.putShort(at + Layouts.IDENTITY_FIRST_PORT, (short) limit.match().ports().first());
    bank.putShort(at + Layouts.IDENTITY_LAST_PORT, (short) limit.match().ports().last());
    boolean outgoing = limit.match().direction() == Direction.EGRESS;
    bank.put(at + Layouts.IDENTITY_OUTGOING, (byte) (outgoing ? 1 : 0));
    bank.put(at + Layouts.IDENTITY_USED, (byte) 1);
  }

  private static byte metric(Metric metric) {
    return (byte) (metric == Metric.BYTES ? Layouts.METRIC_BYTES : Layouts.METRIC_PACKETS);
  }

  private static byte clock(Rate rate) {
    return (byte) (rate.exact() ? Layouts.CLOCK_EXACT : Layouts.CLOCK_TICK);
  }

  private static byte overflow(Overflow overflow) {
    return (byte) (overflow == Overflow.ADMIT ? Layouts.OVERFLOW_ADMIT : Layouts.OVERFLOW_DENY);
  }
}
