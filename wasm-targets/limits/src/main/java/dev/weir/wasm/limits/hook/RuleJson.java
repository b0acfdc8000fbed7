package dev.weir.wasm.limits.hook;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.ControlBehavior.Throttling;
import dev.weir.rule.Fallback;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Metric.Qps;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.ParamValue;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TokenCalculation.MemoryAdaptive;
import dev.weir.rule.TokenCalculation.WarmUp;
import dev.weir.rule.Window;

/** Writes one rule as the filters read it; what is as usual is left out. */
final class RuleJson {

  private final JsonWriter json;

  RuleJson(JsonWriter json) {
    this.json = json;
  }

  /** Writes a rule, if filters know its kind. */
  void write(Rule rule) {
    if (rule instanceof FlowRule flow) {
      begin(rule);
      write(flow);
      end(flow.policy());
    } else if (rule instanceof IsolationRule isolation) {
      begin(rule).name("isolation").beginObject();
      json.name("threshold").number(isolation.threshold());
      truth("regex", isolation.regex());
      json.endObject();
      end(isolation.policy());
    } else if (rule instanceof CircuitBreakerRule breaker) {
      begin(rule).name("breaker").beginObject();
      write(breaker);
      json.endObject();
      end(breaker.policy());
    } else if (rule instanceof HotspotRule hotspot) {
      begin(rule).name("hotspot").beginObject();
      write(hotspot);
      json.endObject();
      end(hotspot.policy());
    } else if (rule instanceof SystemRule system) {
      begin(rule).name("system").beginObject();
      write(system);
      json.endObject();
      end(system.policy());
    } else if (rule instanceof OutlierRule outlier) {
      begin(rule).name("outlier").beginObject();
      write(outlier);
      json.endObject();
      end(outlier.policy());
    }
  }

  private JsonWriter begin(Rule rule) {
    json.beginObject();
    json.name("id").string(rule.id());
    return json.name("resource").string(rule.resource());
  }

  private void end(Policy policy) {
    truth("shadow", policy.shadow());
    Fallback fallback = policy.fallback();
    if (fallback != null) {
      write(json.name("fallback"), fallback);
    }
    json.endObject();
  }

  private void truth(String name, boolean value) {
    if (value) {
      json.name(name).number(1);
    }
  }

  private void write(FlowRule rule) {
    json.name("threshold").number(rule.threshold());
    json.name("statIntervalInMs").number(rule.statIntervalInMs());
    truth("regex", rule.regex());
    truth("sliding", rule.window() == Window.SLIDING);
    truth("global", rule.isShared());
    if (rule.controlBehavior() instanceof Throttling throttling) {
      json.name("maxQueueingTimeMs").number(throttling.maxQueueingTimeMs());
    }
    if (rule.tokenCalculation() instanceof WarmUp warmUp) {
      json.name("warmUp").beginObject();
      json.name("periodSec").number(warmUp.periodSec());
      json.name("coldFactor").number(warmUp.coldFactor());
      json.endObject();
    }
    if (rule.tokenCalculation() instanceof MemoryAdaptive memory) {
      json.name("memory").beginObject();
      json.name("lowUsage").number(memory.lowMemUsageThreshold());
      json.name("highUsage").number(memory.highMemUsageThreshold());
      json.name("lowBytes").number(memory.memLowWaterMarkBytes());
      json.name("highBytes").number(memory.memHighWaterMarkBytes());
      json.endObject();
    }
  }

  private void write(SystemRule rule) {
    json.name("metric");
    switch (rule.metricType()) {
      case LOAD -> json.string("load");
      case AVG_RT -> json.string("avgRt");
      case CONCURRENCY -> json.string("concurrency");
      case INBOUND_QPS -> json.string("inboundQps");
      case CPU_USAGE -> json.string("cpuUsage");
    }
    json.name("trigger").number(rule.triggerCount());
    truth("bbr", rule.strategy() == SystemRule.Strategy.BBR);
  }

  private void write(CircuitBreakerRule rule) {
    Strategy strategy = rule.strategy();
    if (strategy instanceof Strategy.SlowRequestRatio slow) {
      json.name("slowRatio").number(slow.maxSlowRatio());
      json.name("maxAllowedRtMs").number(slow.maxAllowedRtMs());
    } else if (strategy instanceof Strategy.ErrorRatio ratio) {
      json.name("errorRatio").number(ratio.maxErrorRatio());
    } else if (strategy instanceof Strategy.ErrorCount count) {
      json.name("errorCount").number(count.maxErrors());
    }
    json.name("minRequestAmount").number(rule.minRequestAmount());
    json.name("statIntervalMs").number(rule.window().statIntervalMs());
    json.name("bucketCount").number(rule.window().bucketCount());
    json.name("retryTimeoutMs").number(rule.recovery().retryTimeoutMs());
    json.name("probeNum").number(rule.recovery().probeNum());
  }

  private void write(OutlierRule rule) {
    json.name("breaker").beginObject();
    write(rule.breaker());
    json.endObject();
    json.name("maxEjectionPercent").number(rule.maxEjectionPercent());
    json.name("recycleIntervalS").number(rule.recycleIntervalS());
  }

  private void write(HotspotRule rule) {
    json.name("index").number(rule.param().index());
    json.name("key").string(rule.param().key());
    json.name("threshold").number(rule.threshold());
    json.name("capacity").number(rule.paramsMaxCapacity());
    if (rule.metric() instanceof Qps qps) {
      json.name("durationInSec").number(qps.durationInSec());
      json.name("burstCount").number(qps.burstCount());
      if (qps.controlBehavior() instanceof Throttling throttling) {
        json.name("maxQueueingTimeMs").number(throttling.maxQueueingTimeMs());
      }
    }
    json.name("items").beginArray();
    for (HotspotRule.SpecificItem item : rule.specificItems()) {
      json.beginObject().name("value").string(text(item.value()));
      json.name("threshold").number(item.threshold()).endObject();
    }
    json.endArray();
  }

  /** A value as a request has it. */
  static String text(ParamValue value) {
    if (value instanceof ParamValue.OfString text) {
      return text.value();
    }
    if (value instanceof ParamValue.OfLong number) {
      return Long.toString(number.value());
    }
    return value instanceof ParamValue.OfBoolean truth
        ? Boolean.toString(truth.value())
        : Double.toString(((ParamValue.OfDouble) value).value());
  }

  private static void write(JsonWriter json, Fallback fallback) {
    json.beginObject().name("status").number(fallback.status()).name("headers").beginArray();
    for (Fallback.Header header : fallback.headers()) {
      json.beginObject();
      json.name("key").string(header.key()).name("value").string(header.value());
      json.endObject();
    }
    json.endArray().name("body").string(fallback.body()).endObject();
  }
}
