package dev.weir.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HttpResource;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.Window;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;

/** What a rule allows, in words and as JSON fields. */
final class Limit {

  private Limit() {}

  /** {@code 100/s}, {@code 20 connections/s per source, burst 40}, {@code 8 at once}. */
  static String of(Rule rule) {
    if (rule instanceof FlowRule flow) {
      return flow(flow) + suffix(flow.policy());
    }
    if (rule instanceof CircuitBreakerRule breaker) {
      return breaker(breaker) + suffix(breaker.policy());
    }
    if (rule instanceof HotspotRule hotspot) {
      return hotspot(hotspot) + suffix(hotspot.policy());
    }
    if (rule instanceof IsolationRule isolation) {
      return isolation.threshold() + " at once" + suffix(isolation.policy());
    }
    if (rule instanceof SystemRule system) {
      return system(system) + suffix(system.policy());
    }
    if (rule instanceof OutlierRule outlier) {
      return "each node " + breaker(outlier.breaker()) + suffix(outlier.breaker().policy());
    }
    if (rule instanceof TrafficRule traffic) {
      return TrafficLimit.of(traffic);
    }
    if (rule instanceof HttpResource resource) {
      return MatchText.of(resource);
    }
    throw new IllegalStateException("a rule of unknown kind: " + rule.getClass());
  }

  /** {@code flow}, {@code circuitBreaker}: the kind as documents and {@code --json} call it. */
  static String kind(Rule rule) {
    String name = rule.getClass().getSimpleName();
    int end = name.endsWith("Rule") ? name.length() - 4 : name.length();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1, end);
  }

  private static String flow(FlowRule rule) {
    StringBuilder text = new StringBuilder();
    if (rule.tokenCalculation() instanceof TokenCalculation.MemoryAdaptive memory) {
      text.append(memory.highMemUsageThreshold()).append(" to ");
      text.append(memory.lowMemUsageThreshold());
    } else {
      text.append(number(rule.threshold()));
    }
    text.append(interval(rule.statIntervalInMs()));
    if (rule.tokenCalculation() instanceof TokenCalculation.WarmUp warmUp) {
      text.append(", warm after ").append(warmUp.periodSec()).append(" s");
    } else if (rule.tokenCalculation() instanceof TokenCalculation.MemoryAdaptive) {
      text.append(" by memory");
    }
    if (rule.controlBehavior() instanceof ControlBehavior.Throttling throttling) {
      text.append(", queueing up to ").append(throttling.maxQueueingTimeMs()).append(" ms");
    }
    if (rule.window() == Window.SLIDING) {
      text.append(", sliding");
    }
    if (rule.refResource() != null) {
      text.append(" of ").append(rule.refResource());
    }
    return text.toString();
  }

  private static String breaker(CircuitBreakerRule rule) {
    CircuitBreakerRule.Strategy strategy = rule.strategy();
    String trigger;
    if (strategy instanceof CircuitBreakerRule.Strategy.SlowRequestRatio slow) {
      trigger = percent(slow.maxSlowRatio()) + " slower than " + slow.maxAllowedRtMs() + " ms";
    } else if (strategy instanceof CircuitBreakerRule.Strategy.ErrorRatio errors) {
      trigger = percent(errors.maxErrorRatio()) + " errors";
    } else {
      double most = ((CircuitBreakerRule.Strategy.ErrorCount) strategy).maxErrors();
      trigger = number(most) + " errors";
    }
    return "opens at "
        + trigger
        + " in "
        + rule.window().statIntervalMs()
        + " ms, for "
        + rule.recovery().retryTimeoutMs()
        + " ms";
  }

  private static String hotspot(HotspotRule rule) {
    String param =
        rule.param().key().isEmpty()
            ? "argument " + rule.param().index()
            : "attachment " + rule.param().key();
    if (!(rule.metric() instanceof HotspotRule.Metric.Qps qps)) {
      return rule.threshold() + " at once per " + param;
    }
    String rate = rule.threshold() + interval(qps.durationInSec() * 1000L) + " per " + param;
    if (qps.controlBehavior() instanceof ControlBehavior.Throttling throttling) {
      return rate + ", queueing up to " + throttling.maxQueueingTimeMs() + " ms";
    }
    return qps.burstCount() == 0 ? rate : rate + ", burst " + qps.burstCount();
  }

  private static String system(SystemRule rule) {
    String trigger = lower(rule.metricType()).replace('_', ' ') + " " + number(rule.triggerCount());
    return rule.strategy() == SystemRule.Strategy.BBR ? trigger + ", BBR" : trigger;
  }

  private static String suffix(Policy policy) {
    String mode = policy.limitMode() == LimitMode.LOCAL ? "" : ", " + lower(policy.limitMode());
    return policy.shadow() ? mode + ", shadow" : mode;
  }

  /** The rule's own fields, into an object that is open. */
  static void write(JsonGenerator json, Rule rule) throws IOException {
    json.writeStringField("id", rule.id());
    json.writeStringField("resource", rule.resource());
    json.writeStringField("limit", of(rule));
    json.writeStringField("kind", kind(rule));
    if (rule instanceof FlowRule flow) {
      json.writeNumberField("threshold", flow.threshold());
      json.writeNumberField("statIntervalInMs", flow.statIntervalInMs());
      json.writeStringField("limitMode", lower(flow.policy().limitMode()));
    } else if (rule instanceof TrafficRule traffic) {
      TrafficLimit.write(json, traffic);
    }
  }

  static String interval(long millis) {
    if (millis == 1000) {
      return "/s";
    }
    return millis % 1000 == 0 ? " per " + millis / 1000 + " s" : " per " + millis + " ms";
  }

  private static String number(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  private static String percent(double share) {
    return new BigDecimal(Double.toString(share * 100)).stripTrailingZeros().toPlainString() + "%";
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
