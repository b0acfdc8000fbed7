package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.ControlBehavior.Throttling;
import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.TokenCalculation.Direct;
import dev.weir.rule.Window;

/**
 * OpenSergo's {@code ThrottlingStrategy}: calls pass at a distance and wait for their turn. As a
 * flow rule it is one call in each interval, so that the distance is exact in milliseconds; a rate
 * per second would round it.
 */
final class ThrottlingStrategyKind implements Kind {

  @Override
  public String apiVersion() {
    return Kinds.OPENSERGO;
  }

  @Override
  public String name() {
    return "ThrottlingStrategy";
  }

  @Override
  public Strategy read(Meta meta, Fields object) {
    Fields spec = object.required("spec", "the strategy's fields").object();
    int interval =
        spec.required("minIntervalOfRequests", "the shortest time between two requests")
            .milliseconds(FlowRule.MAX_INTERVAL_MS);
    int timeout =
        spec.required("queueTimeout", "the longest time in the queue")
            .milliseconds(FlowRule.MAX_INTERVAL_MS);
    spec.refuseOthers();
    return (id, resource, fallback) ->
        new FlowRule(
            id,
            resource,
            false,
            new Direct(),
            new Throttling(timeout),
            1,
            interval,
            Window.COMPATIBLE,
            null,
            Policy.of(LimitMode.LOCAL, fallback));
  }
}
