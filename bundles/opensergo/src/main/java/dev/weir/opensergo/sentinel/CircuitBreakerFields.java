package dev.weir.opensergo.sentinel;

import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.CircuitBreakerRule.Recovery;
import dev.weir.rule.CircuitBreakerRule.StatWindow;
import dev.weir.rule.CircuitBreakerRule.Strategy;
import dev.weir.rule.CircuitBreakerRule.Strategy.ErrorCount;
import dev.weir.rule.CircuitBreakerRule.Strategy.ErrorRatio;
import dev.weir.rule.CircuitBreakerRule.Strategy.SlowRequestRatio;
import java.util.Optional;
import java.util.function.Supplier;

/** The fields of {@code circuitbreaker.Rule}. */
final class CircuitBreakerFields {

  private enum Kind {
    SLOW,
    ERROR_RATIO,
    ERROR_COUNT
  }

  private static final Words<Kind> KINDS =
      new Words<Kind>()
          .with(0, "SlowRequestRatio", Kind.SLOW)
          .with(1, "ErrorRatio", Kind.ERROR_RATIO)
          .with(2, "ErrorCount", Kind.ERROR_COUNT);

  private CircuitBreakerFields() {}

  static Optional<Draft> read(Fields fields, Dialect dialect) {
    Supplier<Strategy> strategy = strategy(fields, dialect);
    long minimum = count(fields, "minRequestAmount", Long.MAX_VALUE);
    int interval = needed(fields, "statIntervalMs", "the length of the window in milliseconds");
    int buckets = (int) count(fields, "statSlidingWindowBucketCount", Integer.MAX_VALUE);
    int retry = needed(fields, "retryTimeoutMs", "how long it stays open, in milliseconds");
    long probes = count(fields, "probeNum", Long.MAX_VALUE);
    return Draft.of(
        fields,
        () -> {
          Strategy made = strategy.get();
          StatWindow window = new StatWindow(interval, buckets);
          Recovery recovery = new Recovery(retry, probes);
          return (subject, policy) ->
              new CircuitBreakerRule(
                  subject.id(), subject.resource(), made, minimum, window, recovery, policy);
        });
  }

  private static Supplier<Strategy> strategy(Fields fields, Dialect dialect) {
    Kind kind = KINDS.required(fields, "strategy", dialect);
    long rt = count(fields, "maxAllowedRtMs", Long.MAX_VALUE);
    Field field = fields.required("threshold", "the share of calls, or the number of errors");
    double threshold = kind == Kind.ERROR_COUNT ? dialect.amount(field) : dialect.share(field);
    return () ->
        switch (kind) {
          case SLOW -> new SlowRequestRatio(threshold, rt);
          case ERROR_RATIO -> new ErrorRatio(threshold);
          case ERROR_COUNT -> new ErrorCount(threshold);
        };
  }

  private static long count(Fields fields, String name, long most) {
    return fields.optional(name).map(f -> f.integer(0, most)).orElse(0L);
  }

  private static int needed(Fields fields, String name, String what) {
    return (int) fields.required(name, what).integer(1, Integer.MAX_VALUE);
  }
}
