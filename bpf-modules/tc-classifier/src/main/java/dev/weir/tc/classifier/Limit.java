package dev.weir.tc.classifier;

import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Rule;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Action;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Overflow;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule as the kernel enforces it.
 *
 * @param resource {@code tcp:8080}
 * @param protocol {@link Layouts#TCP} or {@link Layouts#UDP}
 * @param port destination port
 * @param metric {@link Layouts#CONNECTIONS} or {@link Layouts#PACKETS}
 * @param per {@link Layouts#ALL} or {@link Layouts#SOURCE}
 * @param rate how much
 * @param digest who it is
 */
record Limit(
    String resource, int protocol, int port, int metric, int per, Rate rate, Digest digest) {

  private static final Pattern TCP_PORT = Pattern.compile("tcp:([1-9][0-9]{0,4})");
  private static final double NANOS_PER_MILLI = 1e6;

  /** A rule that cannot be enforced here. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    Unfit(String reason) {
      super(reason);
      this.reason = reason;
    }

    /** A clause that completes "not here because". */
    String reason() {
      return reason;
    }
  }

  static Limit of(Rule rule) throws Unfit {
    if (rule instanceof TrafficRule traffic) {
      return of(traffic);
    }
    if (rule instanceof FlowRule flow) {
      return of(flow);
    }
    throw new Unfit("it is a " + rule.getClass().getSimpleName());
  }

  /** What the user should know of a rule that is enforced here; may be empty. */
  String note(Rule rule) {
    StringBuilder note = new StringBuilder();
    if (rule instanceof FlowRule flow) {
      note.append("new connections, by GCRA with burst ").append(burst(flow));
      if (flow.policy().limitMode() != LimitMode.LOCAL) {
        note.append("; limitMode ")
            .append(flow.policy().limitMode())
            .append(" counts on this host alone");
      }
      if (flow.policy().fallback() != null) {
        note.append("; refused connections get no fallback, their SYN is dropped");
      }
    } else if (rule instanceof TrafficRule traffic) {
      double asked =
          traffic.rate().statIntervalInMs() * NANOS_PER_MILLI / traffic.rate().threshold();
      if (Math.abs(rate.costNanos() / asked - 1) > 0.01) {
        note.append("enforced as ")
            .append(Math.round(1e9 / rate.costNanos()))
            .append(" per second");
      }
    }
    return note.toString();
  }

  private static Limit of(TrafficRule rule) throws Unfit {
    TrafficMatch match = rule.match();
    TrafficRule.Rate asked = rule.rate();
    Protocol protocol = match.protocol();
    int port = match.ports().first();
    boolean known = protocol.equals(Protocol.TCP) || protocol.equals(Protocol.UDP);
    if (!known || !match.equals(TrafficMatch.toPort(protocol, Math.max(1, port)))) {
      throw new Unfit("it is for more, or for less, than what comes in to one port of TCP or UDP");
    }
    boolean perSource = rule.per().equals(Per.SOURCE);
    if (rule.metric() == Metric.BYTES || !(perSource || rule.per().equals(Per.ALL))) {
      throw new Unfit("it counts bytes, or not per source or all");
    }
    if (!rule.action().equals(Action.DROP) || rule.overflow() != Overflow.DENY) {
      throw new Unfit("it does other than drop, or admits on overflow");
    }
    return new Limit(
        rule.resource(),
        protocol.equals(Protocol.TCP) ? Layouts.TCP : Layouts.UDP,
        port,
        rule.metric() == Metric.CONNECTIONS ? Layouts.CONNECTIONS : Layouts.PACKETS,
        perSource ? Layouts.SOURCE : Layouts.ALL,
        Rate.of(asked.statIntervalInMs() * NANOS_PER_MILLI / asked.threshold(), asked.burst()),
        Digest.of("traffic", rule));
  }

  private static Limit of(FlowRule rule) throws Unfit {
    if (!rule.isDirect() || rule.policy().shadow()) {
      throw new Unfit("it is no direct flow rule of one resource");
    }
    Matcher name = TCP_PORT.matcher(rule.resource());
    if (!name.matches() || Integer.parseInt(name.group(1)) > 65_535) {
      throw new Unfit("its resource is no TCP port (tcp:8080)");
    }
    if (rule.threshold() > TrafficRule.MAX_THRESHOLD) {
      throw new Unfit("its threshold is above " + TrafficRule.MAX_THRESHOLD);
    }
    return new Limit(
        rule.resource(),
        Layouts.TCP,
        Integer.parseInt(name.group(1)),
        Layouts.CONNECTIONS,
        Layouts.ALL,
        rate(rule),
        Digest.of("flow", rule.id(), rule.resource(), rule.threshold(), rule.statIntervalInMs()));
  }

  private static Rate rate(FlowRule rule) throws Unfit {
    if (rule.threshold() == 0) {
      return Rate.NOTHING;
    }
    double costNanos = rule.statIntervalInMs() * NANOS_PER_MILLI / rule.threshold();
    if (costNanos > Rate.MAX_COST_NANOS) {
      throw new Unfit("its threshold is less than one in a year");
    }
    return Rate.of(costNanos, burst(rule));
  }

  private static long burst(FlowRule rule) {
    return rule.threshold() == 0 ? 0 : Math.max(1, (long) rule.threshold());
  }
}
