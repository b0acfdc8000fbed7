package dev.weir.traffic;

import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Rule;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Action;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Overflow;
import dev.weir.rule.TrafficRule.Per;
import java.util.List;

/**
 * A rule as the kernel enforces it.
 *
 * @param match which packets
 * @param metric what of them
 * @param per who shares a bucket
 * @param rate how much
 * @param action what becomes of the rest
 * @param overflow what a newcomer to full buckets gets
 * @param digest who it is
 */
public record Limit(
    TrafficMatch match,
    Metric metric,
    Per per,
    Rate rate,
    Action action,
    Overflow overflow,
    Digest digest) {

  private static final double NANOS_PER_MILLI = 1e6;

  /** A packet that the kernel has merged of several. */
  private static final long MERGED_BYTES = 65_536;

  /**
   * A rule's limits: one, but for a system rule one for each range of ports that is guarded.
   *
   * @throws Unfit when a hook of these powers cannot enforce it
   */
  public static List<Limit> allOf(Rule rule, Powers powers) throws Unfit {
    if (SteeredRules.has(rule)) {
      List<Limit> limits = SteeredRules.of(rule, powers);
      for (Limit limit : limits) {
        limit.check(powers);
      }
      return limits;
    }
    return List.of(of(rule, powers));
  }

  /**
   * The limit of a rule that the kernel evaluates itself.
   *
   * @throws Unfit when a hook of these powers cannot enforce it
   */
  static Limit of(Rule rule, Powers powers) throws Unfit {
    Limit limit;
    if (rule instanceof TrafficRule traffic) {
      limit = of(traffic);
    } else if (rule instanceof FlowRule flow) {
      limit = of(flow);
    } else {
      throw new Unfit("it is a " + rule.getClass().getSimpleName());
    }
    limit.check(powers);
    return limit;
  }

  private void check(Powers powers) throws Unfit {
    if (match.direction() != powers.direction()) {
      boolean incoming = powers.direction() == TrafficMatch.Direction.INGRESS;
      throw new Unfit("it is for what goes " + (incoming ? "out" : "in"));
    }
    if (!powers.socketBuffers() && action instanceof Action.Mark) {
      throw new Unfit("XDP cannot mark a packet");
    }
    if (!powers.socketBuffers() && action instanceof Action.Reset) {
      throw new Unfit("XDP drops without an answer");
    }
  }

  /** Whether each source, network or flow has a bucket of its own. */
  boolean owned() {
    return !(per instanceof Per.All);
  }

  /**
   * What the user should know of a rule that is enforced by a hook of these powers; may be empty.
   *
   * @throws Unfit when it cannot be
   */
  public static String note(Rule rule, Powers powers) throws Unfit {
    Limit limit = allOf(rule, powers).get(0);
    if (rule instanceof TrafficRule traffic) {
      return limit.note(traffic.rate());
    }
    StringBuilder note = new StringBuilder();
    if (limit.rate.steered()) {
      note.append(SteeredRules.note(rule));
    } else if (rule instanceof FlowRule flow) {
      note.append(PortName.of(flow.resource()).calls()).append(", by GCRA with burst ");
      note.append(burst(flow));
    }
    LimitMode mode = rule.policy().limitMode();
    if (mode != LimitMode.LOCAL) {
      note.append("; limitMode ").append(mode).append(" counts on this host alone");
    }
    if (rule.policy().fallback() != null) {
      note.append("; what is refused gets no fallback, it is dropped");
    }
    return note.toString();
  }

  private String note(TrafficRule.Rate asked) {
    double askedNanos = asked.statIntervalInMs() * NANOS_PER_MILLI / asked.threshold();
    double keptNanos = metric == Metric.BYTES ? rate.byteNanos() : rate.packetNanos();
    StringBuilder note = new StringBuilder();
    if (Math.abs(keptNanos / askedNanos - 1) > 0.01) {
      note.append("enforced as ").append(Math.round(1e9 / keptNanos)).append(" per second");
    }
    if (metric == Metric.BYTES && asked.burst() < MERGED_BYTES) {
      note.append(note.isEmpty() ? "" : "; ");
      note.append("a packet larger than the burst passes when nothing is owed, and is paid off");
    }
    return note.toString();
  }

  private static Limit of(TrafficRule rule) {
    TrafficRule.Rate asked = rule.rate();
    double nanos = asked.statIntervalInMs() * NANOS_PER_MILLI / asked.threshold();
    return new Limit(
        rule.match(),
        rule.metric(),
        rule.per(),
        rule.metric() == Metric.BYTES
            ? Rate.ofBytes(nanos, asked.burst())
            : Rate.ofPackets(nanos, asked.burst()),
        rule.action(),
        rule.overflow(),
        Digest.of("traffic", rule));
  }

  private static Limit of(FlowRule rule) throws Unfit {
    if (!rule.isDirect()) {
      throw new Unfit("it is no direct flow rule of one resource");
    }
    PortName name = PortName.of(rule.resource());
    if (rule.threshold() > TrafficRule.MAX_THRESHOLD) {
      throw new Unfit("its threshold is above " + TrafficRule.MAX_THRESHOLD);
    }
    return new Limit(
        name.match(),
        name.metric(),
        Per.ALL,
        rate(rule),
        rule.policy().shadow() ? Action.SHADOW : Action.DROP,
        Overflow.DENY,
        Digest.of(
            "flow",
            rule.id(),
            rule.resource(),
            rule.threshold(),
            rule.statIntervalInMs(),
            rule.policy().shadow()));
  }

  private static Rate rate(FlowRule rule) throws Unfit {
    if (rule.threshold() == 0) {
      return Rate.NOTHING;
    }
    double costNanos = rule.statIntervalInMs() * NANOS_PER_MILLI / rule.threshold();
    if (costNanos > Rate.MAX_COST_NANOS) {
      throw new Unfit("its threshold is less than one in a year");
    }
    return Rate.ofPackets(costNanos, burst(rule));
  }

  private static long burst(FlowRule rule) {
    return rule.threshold() == 0 ? 0 : Math.max(1, (long) rule.threshold());
  }
}
