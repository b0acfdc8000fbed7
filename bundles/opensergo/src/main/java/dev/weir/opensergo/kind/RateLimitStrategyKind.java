package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import java.util.Map;
import java.util.Optional;

/**
 * OpenSergo's {@code RateLimitStrategy}: so many requests in so long a time. The time is {@code
 * statDurationSeconds} since December 2022 and was {@code statDuration} before; both are in use.
 */
final class RateLimitStrategyKind implements Kind {

  private static final String SECONDS = "statDurationSeconds";
  private static final String DURATION = "statDuration";

  @Override
  public String apiVersion() {
    return Kinds.OPENSERGO;
  }

  @Override
  public String name() {
    return "RateLimitStrategy";
  }

  @Override
  public Strategy read(Meta meta, Fields object) {
    Fields spec = object.required("spec", "the strategy's fields").object();
    spec.required("metricType", "RequestAmount").choice(Map.of("RequestAmount", ""));
    LimitMode mode = LimitModes.read(spec.required("limitMode", "Local"));
    double threshold = spec.required("threshold", "the number of requests").number();
    int interval = interval(spec);
    spec.refuseOthers();
    return (id, resource, fallback) ->
        FlowRule.direct(id, resource, threshold, interval, Policy.of(mode, fallback));
  }

  private static int interval(Fields spec) {
    Optional<Field> seconds = spec.optional(SECONDS);
    Optional<Field> duration = spec.optional(DURATION);
    if (seconds.isPresent() && duration.isPresent()) {
      spec.refuse(DURATION, "is there beside " + SECONDS + ": remove one");
    }
    if (duration.isPresent()) {
      return duration.get().milliseconds(FlowRule.MAX_INTERVAL_MS);
    }
    long most = FlowRule.MAX_INTERVAL_MS / 1000;
    return (int) spec.required(SECONDS, "the window's length in seconds").integer(1, most) * 1000;
  }
}
