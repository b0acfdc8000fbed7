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
import dev.weir.rule.LimitMode;
import dev.weir.rule.OutlierRule;
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
    Head head = new Head(in.string(), in.string(), policy(in.u8() != 0));
    return switch (kind) {
      case Op.FLOW -> flow(head);
      case Op.BREAKER -> breaker(head);
      case Op.HOTSPOT -> hotspot(head);
      case Op.ISOLATION ->
          new IsolationRule(head.id, head.resource, in.u8() != 0, in.i64(), head.policy);
      case Op.OUTLIER ->
          new OutlierRule(
              breaker(head),
              in.f64(),
              new OutlierRule.ActiveRecovery(in.u8() != 0, in.i32(), in.i32()),
              in.i32());
      default ->
          new SystemRule(
              head.id,
              metricType(in.u8()),
              in.f64(),
              in.u8() == 1 ? SystemRule.Strategy.BBR : SystemRule.Strategy.NO_ADAPTIVE,
              head.policy);
    };
  }

  /** What every rule has. */
  private record Head(String id, String resource, Policy policy) {}

  private static Policy policy(boolean shadow) {
    return shadow ? new Policy(LimitMode.LOCAL, true, null) : Policy.DEFAULT;
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

  private FlowRule flow(Head head) {
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
    Window window = in.u8() != 0 ? Window.SLIDING : Window.COMPATIBLE;
    String reference = in.u8() != 0 ? in.string() : null;
    return new FlowRule(
        head.id,
        head.resource,
        regex,
        tokens,
        behavior,
        threshold,
        interval,
        window,
        reference,
        head.policy);
  }

  private ControlBehavior behavior() {
    return in.u8() == 0 ? new ControlBehavior.Reject() : new ControlBehavior.Throttling(in.i64());
  }

  private CircuitBreakerRule breaker(Head head) {
    int kind = in.u8();
    double threshold = in.f64();
    Strategy strategy =
        switch (kind) {
          case 0 -> new Strategy.SlowRequestRatio(threshold, in.i64());
          case 1 -> new Strategy.ErrorRatio(threshold);
          default -> new Strategy.ErrorCount(threshold);
        };
    return new CircuitBreakerRule(
        head.id,
        head.resource,
        strategy,
        in.i64(),
        new StatWindow(in.i32(), in.i32()),
        new Recovery(in.i32(), in.i64()),
        head.policy);
  }

  private HotspotRule hotspot(Head head) {
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
    return new HotspotRule(
        head.id, head.resource, param, metric, threshold, capacity, items, head.policy);
  }
}
