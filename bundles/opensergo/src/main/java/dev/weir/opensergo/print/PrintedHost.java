package dev.weir.opensergo.print;

import dev.weir.rule.SystemRule;
import dev.weir.rule.SystemRule.MetricType;

/** Writes the fields of system rules. */
final class PrintedHost {

  private PrintedHost() {}

  static void write(SystemRule rule, Entries body) {
    body.put("metricType", word(rule.metricType())).number("triggerCount", rule.triggerCount());
    if (rule.strategy() == SystemRule.Strategy.BBR) {
      body.put("strategy", "BBR");
    }
  }

  private static String word(MetricType metric) {
    return switch (metric) {
      case LOAD -> "Load";
      case AVG_RT -> "AvgRT";
      case CONCURRENCY -> "Concurrency";
      case INBOUND_QPS -> "InboundQPS";
      case CPU_USAGE -> "CpuUsage";
    };
  }
}
