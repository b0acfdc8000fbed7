package dev.weir.opensergo.sentinel;

import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.OutlierRule;
import dev.weir.rule.OutlierRule.ActiveRecovery;
import java.util.Optional;

/** The fields of {@code outlier.Rule}: those of a circuit breaker, and its own. */
final class OutlierFields {

  private OutlierFields() {}

  static Optional<Draft> read(Fields fields, Dialect dialect) {
    Optional<Draft> breaker = CircuitBreakerFields.read(fields, dialect);
    boolean active = fields.optional("enableActiveRecovery").map(f -> f.bool()).orElse(false);
    double percent = fields.optional("maxEjectionPercent").map(f -> f.number()).orElse(0.0);
    int interval = count(fields, "recoveryIntervalMs");
    int attempts = count(fields, "maxRecoveryAttempts");
    int recycle = count(fields, "recycleIntervalS");
    return breaker.flatMap(
        each ->
            Draft.of(
                fields,
                () ->
                    (subject, policy) ->
                        new OutlierRule(
                            (CircuitBreakerRule) each.rule(subject, policy),
                            percent,
                            new ActiveRecovery(active, interval, attempts),
                            recycle)));
  }

  private static int count(Fields fields, String name) {
    return fields.optional(name).map(f -> (int) f.integer(0, Integer.MAX_VALUE)).orElse(0);
  }
}
