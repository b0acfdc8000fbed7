package dev.weir.opensergo.sentinel;

import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Metric;
import dev.weir.rule.HotspotRule.Param;
import dev.weir.rule.HotspotRule.SpecificItem;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The fields of {@code hotspot.Rule}, with the specific items as a list, as Sentinel's converters
 * have them. What a metric or a control behavior does not read may hold any number.
 */
final class HotspotFields {

  private static final Words<Boolean> METRICS =
      new Words<Boolean>().with(0, "Concurrency", false).with(1, "QPS", true);

  private HotspotFields() {}

  static Optional<Draft> read(Fields fields, Dialect dialect) {
    Supplier<Metric> metric = metric(fields, dialect);
    int index = number(fields, "paramIndex", Integer.MAX_VALUE, 0);
    String key = fields.optional("paramKey").map(f -> f.upTo(Param.MAX_KEY)).orElse("");
    long threshold = fields.required("threshold", "the number of calls").integer(0, Long.MAX_VALUE);
    int capacity = Math.max(0, number(fields, "paramsMaxCapacity", HotspotRule.MAX_CAPACITY, 0));
    List<SpecificItem> items =
        fields.optional("specificItems").map(f -> SpecificItems.read(f, dialect)).orElse(List.of());
    return Draft.of(
        fields,
        () -> {
          Metric made = metric.get();
          Param param = new Param(index, key);
          return (subject, policy) ->
              new HotspotRule(
                  subject.id(),
                  subject.resource(),
                  param,
                  made,
                  threshold,
                  capacity,
                  items,
                  policy);
        });
  }

  private static Supplier<Metric> metric(Fields fields, Dialect dialect) {
    boolean qps = METRICS.required(fields, "metricType", dialect);
    Behaviors behaviors = Behaviors.read(fields, dialect, true);
    long burst = fields.optional("burstCount").map(HotspotFields::any).orElse(0L);
    int duration =
        number(fields, "durationInSec", Integer.MAX_VALUE, dialect == Dialect.JSON ? 0 : 1);
    return () ->
        qps
            ? new Metric.Qps(duration, behaviors.throttling() ? 0 : burst, behaviors.behavior())
            : new Metric.Concurrency();
  }

  private static long any(Field field) {
    return field.integer(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static int number(Fields fields, String name, int most, int absent) {
    return fields.optional(name).map(f -> (int) f.integer(Integer.MIN_VALUE, most)).orElse(absent);
  }
}
