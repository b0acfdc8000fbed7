package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.Fallback;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.SystemRule;
import dev.weir.rule.SystemRule.MetricType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenSergo's {@code AdaptiveOverloadProtectionStrategy}. The specification shows one metric,
 * {@code CpuPercentage}, and publishes no list; the others are Sentinel's, in Sentinel's words and
 * units. Words are read in any case: implementations of the specification write {@code bbr} and
 * {@code none}.
 */
final class AdaptiveOverloadProtectionStrategyKind implements Kind {

  private static final Map<String, MetricType> METRICS = new LinkedHashMap<>();
  private static final Map<String, SystemRule.Strategy> STRATEGIES = new LinkedHashMap<>();

  static {
    METRICS.put("CpuPercentage", MetricType.CPU_USAGE);
    METRICS.put("CpuUsage", MetricType.CPU_USAGE);
    METRICS.put("Load", MetricType.LOAD);
    METRICS.put("AvgRT", MetricType.AVG_RT);
    METRICS.put("Concurrency", MetricType.CONCURRENCY);
    METRICS.put("InboundQPS", MetricType.INBOUND_QPS);
    STRATEGIES.put("NONE", SystemRule.Strategy.NO_ADAPTIVE);
    STRATEGIES.put("BBR", SystemRule.Strategy.BBR);
  }

  @Override
  public String apiVersion() {
    return Kinds.OPENSERGO;
  }

  @Override
  public String name() {
    return "AdaptiveOverloadProtectionStrategy";
  }

  @Override
  public Strategy read(Meta meta, Fields object) {
    Fields spec = object.required("spec", "the strategy's fields").object();
    MetricType metric = spec.required("metricType", "CpuPercentage").choiceInAnyCase(METRICS);
    Field threshold = spec.required("triggerThreshold", "where it triggers, such as \"70%\"");
    double trigger = metric == MetricType.CPU_USAGE ? threshold.percent() : threshold.number();
    SystemRule.Strategy strategy =
        spec.required("adaptiveStrategy", "NONE or BBR").choiceInAnyCase(STRATEGIES);
    spec.refuseOthers();
    return new OfInstance(metric, trigger, strategy);
  }

  /** A strategy whose rule is about no target. */
  private record OfInstance(MetricType metric, double trigger, SystemRule.Strategy strategy)
      implements Strategy {
    @Override
    public Rule rule(String id, String resource, @Nullable Fallback fallback) {
      return new SystemRule(id, metric, trigger, strategy, Policy.of(LimitMode.LOCAL, fallback));
    }

    @Override
    public boolean isOfInstance() {
      return true;
    }
  }
}
