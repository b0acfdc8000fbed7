package dev.weir.opensergo.sentinel;

import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.FlowRule;
import dev.weir.rule.TokenCalculation;
import dev.weir.rule.TokenCalculation.Direct;
import dev.weir.rule.TokenCalculation.MemoryAdaptive;
import dev.weir.rule.TokenCalculation.WarmUp;
import dev.weir.rule.Window;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The fields of {@code flow.Rule}; {@code window} is Weir's own. */
final class FlowFields {

  private enum Calculation {
    DIRECT,
    WARM_UP,
    MEMORY_ADAPTIVE
  }

  private static final Words<Calculation> CALCULATIONS =
      new Words<Calculation>()
          .with(0, "Direct", Calculation.DIRECT)
          .with(1, "WarmUp", Calculation.WARM_UP)
          .with(2, "MemoryAdaptive", Calculation.MEMORY_ADAPTIVE);
  private static final Words<Boolean> RELATIONS =
      new Words<Boolean>().with(0, "CurrentResource", false).with(1, "AssociatedResource", true);
  private static final Map<String, Window> WINDOWS =
      new TreeMap<>(Map.of("Compatible", Window.COMPATIBLE, "Sliding", Window.SLIDING));

  private FlowFields() {}

  static Optional<Draft> read(Fields fields, Dialect dialect) {
    Calculation kind = CALCULATIONS.optional(fields, "tokenCalculateStrategy", dialect);
    Supplier<TokenCalculation> calculation = calculation(fields, kind);
    Behaviors behaviors = Behaviors.read(fields, dialect, false);
    double threshold = threshold(fields, kind, dialect);
    int interval = Intervals.read(fields, dialect);
    Window window = window(fields, dialect);
    String reference = reference(fields, dialect);
    return Draft.of(
        fields,
        () -> {
          TokenCalculation made = calculation.get();
          return (subject, policy) ->
              new FlowRule(
                  subject.id(),
                  subject.resource(),
                  subject.regex(),
                  made,
                  behaviors.behavior(),
                  threshold,
                  interval,
                  window,
                  reference,
                  policy);
        });
  }

  private static Supplier<TokenCalculation> calculation(Fields fields, Calculation kind) {
    int period = count(fields, "warmUpPeriodSec");
    int cold = count(fields, "warmUpColdFactor");
    long low = size(fields, "lowMemUsageThreshold");
    long high = size(fields, "highMemUsageThreshold");
    long lowMark = size(fields, "memLowWaterMarkBytes");
    long highMark = size(fields, "memHighWaterMarkBytes");
    return () ->
        switch (kind) {
          case DIRECT -> new Direct();
          case WARM_UP -> new WarmUp(period, cold == 0 ? WarmUp.DEFAULT_COLD_FACTOR : cold);
          case MEMORY_ADAPTIVE -> new MemoryAdaptive(low, high, lowMark, highMark);
        };
  }

  private static int count(Fields fields, String name) {
    return fields.optional(name).map(f -> (int) f.integer(0, Integer.MAX_VALUE)).orElse(0);
  }

  private static long size(Fields fields, String name) {
    return fields.optional(name).map(f -> f.integer(Long.MIN_VALUE, Long.MAX_VALUE)).orElse(0L);
  }

  /** MemoryAdaptive has two thresholds of its own and does not read this one. */
  private static double threshold(Fields fields, Calculation kind, Dialect dialect) {
    Optional<Field> threshold = fields.optional("threshold");
    if (threshold.isEmpty() && kind == Calculation.MEMORY_ADAPTIVE) {
      return 0;
    }
    return dialect.amount(fields.required("threshold", "the number of calls"));
  }

  private static Window window(Fields fields, Dialect dialect) {
    return dialect == Dialect.WEIR
        ? fields.optional("window").map(f -> f.choice(WINDOWS)).orElse(Window.COMPATIBLE)
        : Window.COMPATIBLE;
  }

  private static @Nullable String reference(Fields fields, Dialect dialect) {
    Optional<Field> reference = fields.optional("refResource");
    if (RELATIONS.optional(fields, "relationStrategy", dialect)) {
      return fields
          .required("refResource", "the resource that is counted")
          .text(Subject.MAX_RESOURCE);
    }
    reference.ifPresent(Field::anyText);
    return null;
  }
}
