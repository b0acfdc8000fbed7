package dev.weir.rule;

/**
 * Protects the host: blocks inbound calls of every resource while a figure of the host, or of all
 * inbound traffic together, is beyond the trigger; Sentinel's system rule.
 *
 * @param metricType the figure
 * @param triggerCount where it triggers, at least 0; for {@link MetricType#CPU_USAGE} a share of at
 *     most 1
 * @param strategy whether calls pass nevertheless while the service keeps up
 * @param policy how it is enforced
 */
public record SystemRule(
    String id, MetricType metricType, double triggerCount, Strategy strategy, Policy policy)
    implements Rule {

  /** Sentinel's name for all inbound traffic together. */
  public static final String TOTAL_INBOUND = "__total_inbound_traffic__";

  /** Which figure. */
  public enum MetricType {
    /** Load average of the last minute; blocks above the trigger. */
    LOAD,
    /** Mean response time of inbound calls, in milliseconds; blocks from the trigger on. */
    AVG_RT,
    /** Inbound calls that are running; blocks from the trigger on. */
    CONCURRENCY,
    /** Inbound calls per second; blocks from the trigger on. */
    INBOUND_QPS,
    /** Share of the CPU that is used, 0 to 1; blocks above the trigger. */
    CPU_USAGE
  }

  /** What happens beyond the trigger of {@code LOAD} and {@code CPU_USAGE}. */
  public enum Strategy {
    /** Calls are blocked. */
    NO_ADAPTIVE,
    /**
     * Calls are blocked only when more run than the service has been seen to complete: concurrency
     * above the largest completion rate times the smallest response time, as TCP BBR sizes a pipe.
     */
    BBR
  }

  public SystemRule {
    Checks.names(id, TOTAL_INBOUND);
    Checks.amount("triggerCount", triggerCount);
    if (metricType == MetricType.CPU_USAGE) {
      Checks.ratio("triggerCount", triggerCount);
    }
  }

  /** {@value #TOTAL_INBOUND}. */
  @Override
  public String resource() {
    return TOTAL_INBOUND;
  }

  @Override
  public boolean isForAllHooks() {
    return true;
  }
}
