package dev.weir.conformance.wasm;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Strategy.ErrorCount;
import dev.weir.rule.CircuitBreakerRule.Strategy.ErrorRatio;
import dev.weir.rule.CircuitBreakerRule.Strategy.SlowRequestRatio;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.ControlBehavior.Throttling;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Metric.Qps;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TokenCalculation.MemoryAdaptive;
import dev.weir.rule.TokenCalculation.WarmUp;
import dev.weir.rule.Window;

/** Packs rules, field by field in the order of their records. */
final class RuleEncoder {

  private final ScriptWriter out;

  RuleEncoder(ScriptWriter out) {
    this.out = out;
  }

  void encode(RuleSet set) {
    out.i32(set.rules().size());
    for (Rule rule : set.rules()) {
      if (rule instanceof FlowRule flow) {
        flow(flow);
      } else if (rule instanceof CircuitBreakerRule breaker) {
        begin(Op.BREAKER, rule, breaker.policy());
        breaker(breaker);
      } else if (rule instanceof HotspotRule hotspot) {
        hotspot(hotspot);
      } else if (rule instanceof IsolationRule isolation) {
        begin(Op.ISOLATION, rule, isolation.policy());
        out.u8(isolation.regex() ? 1 : 0);
        out.i64(isolation.threshold());
      } else if (rule instanceof SystemRule system) {
        begin(Op.SYSTEM, rule, system.policy());
        out.u8(number(system.metricType()));
        out.f64(system.triggerCount());
        out.u8(system.strategy() == SystemRule.Strategy.BBR ? 1 : 0);
      } else if (rule instanceof OutlierRule outlier) {
        begin(Op.OUTLIER, rule, Policy.DEFAULT);
        outlier(outlier);
      } else {
        throw new IllegalArgumentException("traces have no rule like " + rule);
      }
    }
  }

  private static int number(SystemRule.MetricType type) {
    return switch (type) {
      case LOAD -> 0;
      case AVG_RT -> 1;
      case CONCURRENCY -> 2;
      case INBOUND_QPS -> 3;
      case CPU_USAGE -> 4;
    };
  }

  private void begin(int kind, Rule rule, Policy policy) {
    out.u8(kind);
    out.string(rule.id());
    out.string(rule.resource());
    out.u8(policy.shadow() ? 1 : 0);
  }

  private void flow(FlowRule rule) {
    begin(Op.FLOW, rule, rule.policy());
    out.u8(rule.regex() ? 1 : 0);
    if (rule.tokenCalculation() instanceof WarmUp warmUp) {
      out.u8(1);
      out.i32(warmUp.periodSec());
      out.i32(warmUp.coldFactor());
    } else if (rule.tokenCalculation() instanceof MemoryAdaptive memory) {
      out.u8(2);
      out.i64(memory.lowMemUsageThreshold());
      out.i64(memory.highMemUsageThreshold());
      out.i64(memory.memLowWaterMarkBytes());
      out.i64(memory.memHighWaterMarkBytes());
    } else {
      out.u8(0);
    }
    behavior(rule.controlBehavior());
    out.f64(rule.threshold());
    out.i32(rule.statIntervalInMs());
    out.u8(rule.window() == Window.SLIDING ? 1 : 0);
    String reference = rule.refResource();
    out.u8(reference == null ? 0 : 1);
    if (reference != null) {
      out.string(reference);
    }
  }

  private void behavior(ControlBehavior behavior) {
    if (behavior instanceof Throttling throttling) {
      out.u8(1);
      out.i64(throttling.maxQueueingTimeMs());
    } else {
      out.u8(0);
    }
  }

  private void breaker(CircuitBreakerRule rule) {
    if (rule.strategy() instanceof SlowRequestRatio slow) {
      out.u8(0);
      out.f64(slow.maxSlowRatio());
      out.i64(slow.maxAllowedRtMs());
    } else if (rule.strategy() instanceof ErrorRatio ratio) {
      out.u8(1);
      out.f64(ratio.maxErrorRatio());
    } else if (rule.strategy() instanceof ErrorCount count) {
      out.u8(2);
      out.f64(count.maxErrors());
    }
    out.i64(rule.minRequestAmount());
    out.i32(rule.window().statIntervalMs());
    out.i32(rule.window().bucketCount());
    out.i32(rule.recovery().retryTimeoutMs());
    out.i64(rule.recovery().probeNum());
  }

  private void hotspot(HotspotRule rule) {
    begin(Op.HOTSPOT, rule, rule.policy());
    out.i32(rule.param().index());
    out.string(rule.param().key());
    if (rule.metric() instanceof Qps qps) {
      out.u8(1);
      out.i32(qps.durationInSec());
      out.i64(qps.burstCount());
      behavior(qps.controlBehavior());
    } else {
      out.u8(0);
    }
    out.i64(rule.threshold());
    out.i32(rule.paramsMaxCapacity());
    out.i32(rule.specificItems().size());
    for (HotspotRule.SpecificItem item : rule.specificItems()) {
      out.value(item.value());
      out.i64(item.threshold());
    }
  }

  private void outlier(OutlierRule rule) {
    breaker(rule.breaker());
    out.f64(rule.maxEjectionPercent());
    out.u8(rule.recovery().enabled() ? 1 : 0);
    out.i32(rule.recovery().intervalMs());
    out.i32(rule.recovery().maxAttempts());
    out.i32(rule.recycleIntervalS());
  }
}
