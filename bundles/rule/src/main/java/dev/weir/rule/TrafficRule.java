package dev.weir.rule;

/**
 * At most {@code threshold} packets or new connections per interval to a port, below the request:
 * enforced by the kernel as a GCRA (ITU-T I.371) of that rate with the given burst.
 *
 * @param protocol TCP or UDP
 * @param port destination port, 1 to 65535
 * @param metric what is counted; connections need TCP
 * @param per whether each source has a bucket of its own
 * @param threshold units per interval, 1 to {@value #MAX_THRESHOLD}
 * @param statIntervalInMs the interval, 1 ms to {@value FlowRule#MAX_INTERVAL_MS} ms
 * @param burst units that an idle source may spend at once, 1 to {@value #MAX_THRESHOLD}
 */
public record TrafficRule(
    String id,
    Protocol protocol,
    int port,
    Metric metric,
    Per per,
    long threshold,
    int statIntervalInMs,
    long burst)
    implements Rule {

  /**
   * Largest rate and burst: one per nanosecond of a second, the resolution of the kernel's clock.
   */
  public static final long MAX_THRESHOLD = 1_000_000_000L;

  /** Protocols that have ports. */
  public enum Protocol {
    TCP,
    UDP
  }

  /** What a rule counts. */
  public enum Metric {
    /** New connections: TCP segments with SYN and without ACK. */
    CONNECTIONS,
    /** Packets of every kind. */
    PACKETS
  }

  /** Who shares a bucket. */
  public enum Per {
    /** Everybody. */
    ALL,
    /** Nobody: one bucket for each source address. */
    SOURCE
  }

  public TrafficRule {
    if (port < 1 || port > 65_535) {
      throw new InvalidRuleException("port", "must be 1 to 65535, was " + port);
    }
    Checks.names(id, resourceOf(protocol, port));
    if (metric == Metric.CONNECTIONS && protocol != Protocol.TCP) {
      throw new InvalidRuleException("metric", "Connections needs protocol TCP, was " + protocol);
    }
    checkUnits("threshold", threshold);
    checkUnits("burst", burst);
    if (statIntervalInMs < 1 || statIntervalInMs > FlowRule.MAX_INTERVAL_MS) {
      throw new InvalidRuleException(
          "statIntervalInMs",
          "must be 1 to " + FlowRule.MAX_INTERVAL_MS + ", was " + statIntervalInMs);
    }
  }

  /** {@code tcp:8080} or {@code udp:53}. */
  @Override
  public String resource() {
    return resourceOf(protocol, port);
  }

  private static String resourceOf(Protocol protocol, int port) {
    return (protocol == Protocol.TCP ? "tcp:" : "udp:") + port;
  }

  private static void checkUnits(String field, long value) {
    if (value < 1 || value > MAX_THRESHOLD) {
      throw new InvalidRuleException(field, "must be 1 to " + MAX_THRESHOLD + ", was " + value);
    }
  }
}
