package dev.weir.opensergo.sentinel;

import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.SystemRule;
import dev.weir.rule.SystemRule.MetricType;
import dev.weir.rule.SystemRule.Strategy;
import java.util.Optional;

/**
 * The fields of {@code system.Rule}. Of the strategies only BBR, which is 1, changes a decision:
 * NoAdaptive is -1, and 0, which a Go program leaves there, behaves as it.
 */
final class SystemFields {

  private static final Words<MetricType> METRICS =
      new Words<MetricType>()
          .with(0, "Load", MetricType.LOAD)
          .with(1, "AvgRT", MetricType.AVG_RT)
          .with(2, "Concurrency", MetricType.CONCURRENCY)
          .with(3, "InboundQPS", MetricType.INBOUND_QPS)
          .with(4, "CpuUsage", MetricType.CPU_USAGE);
  private static final Words<Strategy> STRATEGIES =
      new Words<Strategy>()
          .with(-1, "NoAdaptive", Strategy.NO_ADAPTIVE)
          .with(0, "NoAdaptive", Strategy.NO_ADAPTIVE)
          .with(1, "BBR", Strategy.BBR);

  private SystemFields() {}

  static Optional<Draft> read(Fields fields, Dialect dialect) {
    MetricType metric = METRICS.required(fields, "metricType", dialect);
    Strategy strategy =
        dialect == Dialect.WEIR
            ? STRATEGIES.optional(fields, "strategy", dialect)
            : STRATEGIES.required(fields, "strategy", dialect);
    double trigger = trigger(fields.required("triggerCount", "where it triggers"), metric, dialect);
    return Draft.of(
        fields,
        () -> (subject, policy) -> new SystemRule(subject.id(), metric, trigger, strategy, policy));
  }

  private static double trigger(Field field, MetricType metric, Dialect dialect) {
    return switch (metric) {
      case LOAD -> dialect.load(field);
      case CPU_USAGE -> dialect.share(field);
      case AVG_RT, CONCURRENCY, INBOUND_QPS -> dialect.amount(field);
    };
  }
}
