package dev.weir.rule;

/**
 * At most {@code threshold} packets, bytes or new connections per interval, below the request:
 * enforced by the kernel as a GCRA (ITU-T I.371) of that rate with the given burst.
 *
 * @param match which packets
 * @param metric what is counted of them; connections need TCP
 * @param per who shares a bucket
 * @param rate how much
 * @param action what becomes of a packet beyond it
 * @param overflow what a newcomer gets when all buckets are in use
 */
public record TrafficRule(
    String id,
    TrafficMatch match,
    Metric metric,
    Per per,
    Rate rate,
    Action action,
    Overflow overflow)
    implements Rule {

  /**
   * Largest rate and burst of packets and connections: one per nanosecond of a second, the
   * resolution of the kernel's clock.
   */
  public static final long MAX_THRESHOLD = 1_000_000_000L;

  /** Largest rate and burst of bytes. */
  public static final long MAX_BYTES = 1_000_000_000_000L;

  /**
   * A protocol above IP.
   *
   * @param number as IANA assigns them, 0 to 255; −1 for all of them
   */
  public record Protocol(int number) {

    public static final Protocol ANY = new Protocol(-1);
    public static final Protocol ICMP = new Protocol(1);
    public static final Protocol TCP = new Protocol(6);
    public static final Protocol UDP = new Protocol(17);
    public static final Protocol ICMPV6 = new Protocol(58);

    public Protocol {
      if (number < -1 || number > 255) {
        throw new InvalidRuleException("protocol", "must be 0 to 255, was " + number);
      }
    }

    /** Whether packets of it have ports that Weir reads: TCP, UDP, and {@link #ANY} for both. */
    public boolean hasPorts() {
      return number == -1 || number == 6 || number == 17;
    }

    /**
     * {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}; {@code ip} for any, else {@code
     * ip47}.
     */
    @Override
    public String toString() {
      return switch (number) {
        case -1 -> "ip";
        case 1 -> "icmp";
        case 6 -> "tcp";
        case 17 -> "udp";
        case 58 -> "icmpv6";
        default -> "ip" + number;
      };
    }
  }

  /** What a rule counts. */
  public enum Metric {
    /** New connections: TCP segments with SYN and without ACK. */
    CONNECTIONS,
    /** Packets of every kind. */
    PACKETS,
    /** Bytes of packets of every kind, from the Ethernet header on. */
    BYTES
  }

  /** Who shares a bucket. */
  public sealed interface Per {

    Per ALL = new All();
    Per SOURCE = new Source();
    Per FLOW = new Flow();

    /** Everybody. */
    record All() implements Per {}

    /** Nobody: one bucket for each source address. */
    record Source() implements Per {}

    /**
     * The sources of a network.
     *
     * @param ipv4 bits of an IPv4 address that name the network, 1 to 32
     * @param ipv6 bits of an IPv6 address, 1 to 128
     */
    record SourcePrefix(int ipv4, int ipv6) implements Per {
      public SourcePrefix {
        if (ipv4 < 1 || ipv4 > 32) {
          throw new InvalidRuleException("per", "must have an IPv4 prefix of 1 to 32, was " + ipv4);
        }
        if (ipv6 < 1 || ipv6 > 128) {
          throw new InvalidRuleException(
              "per", "must have an IPv6 prefix of 1 to 128, was " + ipv6);
        }
      }
    }

    /** The packets of one flow: addresses, protocol and both ports. */
    record Flow() implements Per {}
  }

  /**
   * How much is allowed.
   *
   * @param threshold units per interval, at least 1
   * @param statIntervalInMs the interval, 1 ms to {@value FlowRule#MAX_INTERVAL_MS} ms
   * @param burst units that an idle owner may spend at once, at least 1
   */
  public record Rate(long threshold, int statIntervalInMs, long burst) {
    public Rate {
      if (statIntervalInMs < 1 || statIntervalInMs > FlowRule.MAX_INTERVAL_MS) {
        throw new InvalidRuleException(
            "statIntervalInMs",
            "must be 1 to " + FlowRule.MAX_INTERVAL_MS + ", was " + statIntervalInMs);
      }
    }
  }

  /** What becomes of a packet that does not conform. */
  public sealed interface Action {

    Action DROP = new Drop();
    Action RESET = new Reset();
    Action SHADOW = new Shadow();

    /** It is gone. */
    record Drop() implements Action {}

    /** It is gone, and its sender is told: a TCP reset, else an ICMP message. */
    record Reset() implements Action {}

    /**
     * It passes with a mark, for routing, queueing or a packet filter to act on.
     *
     * @param mark of the packet; not 0, which is no mark
     */
    record Mark(int mark) implements Action {
      public Mark {
        if (mark == 0) {
          throw new InvalidRuleException("action", "must have a mark other than 0");
        }
      }
    }

    /** It passes and is counted: what the rule would refuse can be seen before it does. */
    record Shadow() implements Action {}
  }

  /** What a newcomer gets when all buckets that it may have are in use by others. */
  public enum Overflow {
    /** The smallest debt among them: some are refused wrongly, nobody gets more than allowed. */
    DENY,
    /** A full bucket: nobody is refused wrongly, some get more than allowed. */
    ADMIT
  }

  public TrafficRule {
    Checks.names(id, match.resource());
    if (metric == Metric.CONNECTIONS && !match.protocol().equals(Protocol.TCP)) {
      throw new InvalidRuleException(
          "metric", "Connections needs protocol TCP, was " + match.protocol());
    }
    if (metric == Metric.CONNECTIONS && per instanceof Per.Flow) {
      throw new InvalidRuleException(
          "per", "Flow is one connection, so that it cannot limit Connections: use Source");
    }
    long most = metric == Metric.BYTES ? MAX_BYTES : MAX_THRESHOLD;
    Checks.range("threshold", rate.threshold, 1, most);
    Checks.range("burst", rate.burst, 1, most);
  }

  /** A rule that drops, and lets nobody have more than allowed. */
  public TrafficRule(String id, TrafficMatch match, Metric metric, Per per, Rate rate) {
    this(id, match, metric, per, rate, Action.DROP, Overflow.DENY);
  }

  /** A rule on what comes in to one port. */
  public TrafficRule(
      String id,
      Protocol protocol,
      int port,
      Metric metric,
      Per per,
      long threshold,
      int statIntervalInMs,
      long burst) {
    this(
        id,
        TrafficMatch.toPort(protocol, port),
        metric,
        per,
        new Rate(threshold, statIntervalInMs, burst));
  }

  /** The same rule with another action. */
  public TrafficRule acting(Action other) {
    return new TrafficRule(id, match, metric, per, rate, other, overflow);
  }

  /** {@code tcp:8080}: {@link TrafficMatch#resource()}. */
  @Override
  public String resource() {
    return match.resource();
  }
}
