package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy.ErrorRatio;
import dev.weir.rule.CircuitBreakerRule.Strategy.SlowRequestRatio;
import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * OpenSergo's {@code CircuitBreakerStrategy}. {@code errorConditions} has three shapes (empty,
 * {@code errorType}, {@code representation}) and no published values: it is accepted and every
 * error counts.
 */
final class CircuitBreakerStrategyKind implements Kind {

  private static final Map<String, Boolean> SLOW =
      new TreeMap<>(Map.of("SlowRequestRatio", true, "ErrorRequestRatio", false));
  private static final int ONE_BUCKET = 1;

  @Override
  public String apiVersion() {
    return Kinds.OPENSERGO;
  }

  @Override
  public String name() {
    return "CircuitBreakerStrategy";
  }

  @Override
  public Strategy read(Meta meta, Fields object) {
    Fields spec = object.required("spec", "the strategy's fields").object();
    CircuitBreakerRule.Strategy strategy = strategy(spec);
    int interval = duration(spec.required("statDuration", "the window's length"));
    int retry = duration(spec.required("recoveryTimeout", "how long it stays open"));
    long minimum =
        spec.required("minRequestAmount", "the least number of requests")
            .integer(1, Integer.MAX_VALUE);
    spec.refuseOthers();
    StatWindow window = new StatWindow(interval, ONE_BUCKET);
    Recovery recovery = new Recovery(retry, 0);
    return (id, resource, fallback) ->
        new CircuitBreakerRule(
            id,
            resource,
            strategy,
            minimum,
            window,
            recovery,
            Policy.of(LimitMode.LOCAL, fallback));
  }

  private static CircuitBreakerRule.Strategy strategy(Fields spec) {
    boolean slow = spec.required("strategy", "SlowRequestRatio or ErrorRequestRatio").choice(SLOW);
    double ratio = spec.required("triggerRatio", "a share such as \"60%\"").percent();
    Optional<Field> conditions =
        slow
            ? Optional.of(spec.required("slowConditions", "an object with maxAllowedRt"))
            : spec.optional("slowConditions");
    int rt = conditions.map(CircuitBreakerStrategyKind::slowFrom).orElse(1);
    spec.optional("errorConditions").ifPresent(CircuitBreakerStrategyKind::errors);
    return slow ? new SlowRequestRatio(ratio, rt) : new ErrorRatio(ratio);
  }

  private static int slowFrom(Field field) {
    Fields conditions = field.object();
    int rt = duration(conditions.required("maxAllowedRt", "the longest time that is not slow"));
    conditions.refuseOthers();
    return rt;
  }

  private static void errors(Field field) {
    Fields conditions = field.object();
    conditions.optional("errorType").ifPresent(Field::anyText);
    conditions.optional("representation").ifPresent(Field::anyText);
    conditions.refuseOthers();
  }

  private static int duration(Field field) {
    return field.milliseconds(FlowRule.MAX_INTERVAL_MS);
  }
}
