package dev.weir.opensergo.print;

import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.TokenCalculation.MemoryAdaptive;
import dev.weir.rule.TokenCalculation.WarmUp;
import dev.weir.rule.Window;

/** Writes the fields of flow rules. */
final class PrintedFlow {

  private static final int SECOND_MS = 1000;

  private PrintedFlow() {}

  static void write(FlowRule rule, Entries body) {
    body.number("threshold", rule.threshold());
    body.unless(SECOND_MS, "statIntervalInMs", rule.statIntervalInMs());
    if (rule.window() == Window.SLIDING) {
      body.put("window", "Sliding");
    }
    if (rule.tokenCalculation() instanceof WarmUp warm) {
      body.put("tokenCalculateStrategy", "WarmUp")
          .put("warmUpPeriodSec", warm.periodSec())
          .put("warmUpColdFactor", warm.coldFactor());
    } else if (rule.tokenCalculation() instanceof MemoryAdaptive memory) {
      body.put("tokenCalculateStrategy", "MemoryAdaptive")
          .put("lowMemUsageThreshold", memory.lowMemUsageThreshold())
          .put("highMemUsageThreshold", memory.highMemUsageThreshold())
          .put("memLowWaterMarkBytes", memory.memLowWaterMarkBytes())
          .put("memHighWaterMarkBytes", memory.memHighWaterMarkBytes());
    }
    write(rule.controlBehavior(), body);
    String reference = rule.refResource();
    if (reference != null) {
      body.put("relationStrategy", "AssociatedResource").put("refResource", reference);
    }
  }

  static void write(ControlBehavior behavior, Entries body) {
    if (behavior instanceof ControlBehavior.Throttling throttling) {
      body.put("controlBehavior", "Throttling")
          .put("maxQueueingTimeMs", throttling.maxQueueingTimeMs());
    }
  }
}
