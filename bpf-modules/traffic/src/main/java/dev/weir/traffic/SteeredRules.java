package dev.weir.traffic;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import dev.weir.rule.SystemRule.MetricType;
import dev.weir.rule.TokenCalculation.Direct;
import dev.weir.rule.TokenCalculation.MemoryAdaptive;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficMatch.Direction;
import dev.weir.rule.TrafficMatch.Ports;
import dev.weir.rule.TrafficRule.Action;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Overflow;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules that the kernel cannot evaluate, as limits whose cost the daemon sets: warm-up and memory
 * on a port, circuit breakers on a TCP port, and system rules on the ports that the hook is told to
 * guard. What holds without the daemon is the rule's own: of warm-up its threshold, of memory the
 * lower one, of the others that everything passes.
 */
final class SteeredRules {

  /** A verdict has no interval of its own. */
  private static final int SYSTEM_INTERVAL_MS = 1_000;

  private SteeredRules() {}

  static boolean has(Rule rule) {
    return rule instanceof CircuitBreakerRule
        || rule instanceof SystemRule
        || (rule instanceof FlowRule flow && !(flow.tokenCalculation() instanceof Direct));
  }

  /** The limits of a rule: one, or of a system rule one for each range of ports. */
  static List<Limit> of(Rule rule, Powers powers) throws Unfit {
    if (rule instanceof FlowRule flow) {
      return List.of(of(flow));
    }
    if (rule instanceof CircuitBreakerRule breaker) {
      return List.of(of(breaker));
    }
    return of((SystemRule) rule, powers);
  }

  /** What the user should know of a rule that is steered. */
  static String note(Rule rule) {
    if (rule instanceof FlowRule flow) {
      return "steered by the daemon ten times a second; without it "
          + (long) otherwise(flow)
          + " in "
          + flow.statIntervalInMs()
          + " ms";
    }
    return "new connections, steered by the daemon ten times a second; without it all pass";
  }

  private static Limit of(FlowRule rule) throws Unfit {
    if (rule.regex() || rule.refResource() != null) {
      throw new Unfit("it is no flow rule of one resource alone");
    }
    if (!(rule.controlBehavior() instanceof ControlBehavior.Reject)) {
      throw new Unfit("the kernel has nothing wait");
    }
    PortName name = PortName.of(rule.resource());
    return limit(
        rule, name.match(), name.metric(), Rate.steered(rule.statIntervalInMs(), otherwise(rule)));
  }

  private static double otherwise(FlowRule rule) {
    return rule.tokenCalculation() instanceof MemoryAdaptive memory
        ? memory.highMemUsageThreshold()
        : rule.threshold();
  }

  private static Limit of(CircuitBreakerRule rule) throws Unfit {
    PortName name = PortName.of(rule.resource());
    if (!name.protocol().equals(Protocol.TCP)) {
      throw new Unfit("of UDP no answer is seen, so nothing is known to be slow or to fail");
    }
    if (name.address() != null) {
      throw new Unfit("what it is decided from is known by port, not by address");
    }
    int interval = rule.recovery().retryTimeoutMs();
    return limit(
        rule, name.match(), Metric.CONNECTIONS, Rate.steered(interval, Double.POSITIVE_INFINITY));
  }

  private static List<Limit> of(SystemRule rule, Powers powers) throws Unfit {
    if (powers.direction() != Direction.INGRESS) {
      throw new Unfit("it is for what comes in");
    }
    if (rule.metricType() != MetricType.LOAD && rule.metricType() != MetricType.CPU_USAGE) {
      throw new Unfit("the kernel sees connections, not calls: of system rules load and CPU alone");
    }
    if (powers.inbound().isEmpty()) {
      throw new Unfit("no port is guarded: name some in inbound of " + powers.pid());
    }
    List<Limit> limits = new ArrayList<>();
    for (Ports ports : powers.inbound()) {
      TrafficMatch match = new TrafficMatch(Direction.INGRESS, Protocol.TCP, ports, null, null);
      Rate rate = Rate.steered(SYSTEM_INTERVAL_MS, Double.POSITIVE_INFINITY);
      limits.add(limit(rule, match, Metric.CONNECTIONS, rate));
    }
    return limits;
  }

  private static Limit limit(Rule rule, TrafficMatch match, Metric metric, Rate rate) {
    return new Limit(
        match,
        metric,
        Per.ALL,
        rate,
        rule.policy().shadow() ? Action.SHADOW : Action.DROP,
        Overflow.DENY,
        Digest.of("steered", rule, match.resource()));
  }
}
