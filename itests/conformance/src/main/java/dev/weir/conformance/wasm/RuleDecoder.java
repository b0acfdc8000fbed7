package dev.weir.conformance.wasm;

import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Metric;
import dev.weir.rule.HotspotRule.Param;
import dev.weir.rule.HotspotRule.SpecificItem;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.Window;
import java.util.ArrayList;
import java.util.List;

/** Unpacks rules, field by field in the order of their records. */
final class RuleDecoder {

  private final ScriptReader in;

  RuleDecoder(ScriptReader in) {
    this.in = in;
  }

  List<Rule> rules() {
    int count = in.i32();
    List<Rule> rules = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rules.add(rule());
    }
    return rules;
  }

  private Rule rule() {
    int kind = in.u8();
    String id = in.string();
    return switch (kind) {
      case Op.FLOW -> flow(id, in.string());
      case Op.BREAKER -> breaker(id, in.string());
      case Op.HOTSPOT -> hotspot(id, in.string());
      case Op.ISOLATION ->
          new IsolationRule(id, in.string(), in.u8() != 0, in.i64(), Policy.DEFAULT);
      default ->
          new SystemRule(
              id,
              metricType(in.u8()),
              in.f64(),
              in.u8() == 1 ? SystemRule.Strategy.BBR : SystemRule.Strategy.NO_ADAPTIVE,
              Policy.DEFAULT);
    };
  }

  private static SystemRule.MetricType metricType(int number) {
    return switch (number) {
      case 0 -> SystemRule.MetricType.LOAD;
      case 1 -> SystemRule.MetricType.AVG_RT;
      case 2 -> SystemRule.MetricType.CONCURRENCY;
      case 3 -> SystemRule.MetricType.INBOUND_QPS;
      default -> SystemRule.MetricType.CPU_USAGE;
    };
  }

  private FlowRule flow(String id, String resource) {
    boolean regex = in.u8() != 0;
    TokenCalculation tokens =
        switch (in.u8()) {
          case 0 -> new TokenCalculation.Direct();
          case 1 -> new TokenCalculation.WarmUp(in.i32(), in.i32());
          default -> new TokenCalculation.MemoryAdaptive(in.i64(), in.i64(), in.i64(), in.i64());
        };
    ControlBehavior behavior = behavior();
    double threshold = in.f64();
    int interval = in.i32();
    String reference = in.u8() != 0 ? in.string() : null;
    return new FlowRule(
        id,
        resource,
        regex,
        tokens,
        behavior,
        threshold,
        interval,
        Window.COMPATIBLE,
        reference,
        Policy.DEFAULT);
  }

  private ControlBehavior behavior() {
    return in.u8() == 0 ? new ControlBehavior.Reject() : new ControlBehavior.Throttling(in.i64());
  }

  private CircuitBreakerRule breaker(String id, String resource) {
    int kind = in.u8();
    double threshold = in.f64();
    Strategy strategy =
        switch (kind) {
          case 0 -> new Strategy.SlowRequestRatio(threshold, in.i64());
          case 1 -> new Strategy.ErrorRatio(threshold);
          default -> new Strategy.ErrorCount(threshold);
        };
    return new CircuitBreakerRule(
        id,
        resource,
        strategy,
        in.i64(),
        new StatWindow(in.i32(), in.i32()),
        new Recovery(in.i32(), in.i64()),
        Policy.DEFAULT);
  }

  private HotspotRule hotspot(String id, String resource) {
    Param param = new Param(in.i32(), in.string());
    Metric metric =
        in.u8() == 0 ? new Metric.Concurrency() : new Metric.Qps(in.i32(), in.i64(), behavior());
    long threshold = in.i64();
    int capacity = in.i32();
    int count = in.i32();
    List<SpecificItem> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(new SpecificItem(in.value(), in.i64()));
    }
    return new HotspotRule(id, resource, param, metric, threshold, capacity, items, Policy.DEFAULT);
  }
}
