package dev.weir.opensergo.sentinel;

import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.IsolationRule;
import java.util.Optional;

/** The fields of {@code isolation.Rule}. */
final class IsolationFields {

  private static final Words<Boolean> METRICS = new Words<Boolean>().with(0, "Concurrency", true);

  private IsolationFields() {}

  static Optional<Draft> read(Fields fields, Dialect dialect) {
    METRICS.optional(fields, "metricType", dialect);
    long threshold =
        fields
            .required("threshold", "the number of calls at the same time")
            .integer(1, IsolationRule.MAX_THRESHOLD);
    return Draft.of(
        fields,
        () ->
            (subject, policy) ->
                new IsolationRule(
                    subject.id(), subject.resource(), subject.regex(), threshold, policy));
  }
}
