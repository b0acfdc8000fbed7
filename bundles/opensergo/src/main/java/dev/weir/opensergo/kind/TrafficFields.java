package dev.weir.opensergo.kind;

import dev.weir.opensergo.sentinel.Dialect;
import dev.weir.opensergo.sentinel.Intervals;
import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.InvalidRuleException;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The fields of {@link TrafficRule}. */
final class TrafficFields {

  private static final Map<String, Protocol> PROTOCOLS =
      new TreeMap<>(Map.of("TCP", Protocol.TCP, "UDP", Protocol.UDP));
  private static final Map<String, Metric> METRICS =
      new TreeMap<>(Map.of("Connections", Metric.CONNECTIONS, "Packets", Metric.PACKETS));
  private static final Map<String, Per> PER =
      new TreeMap<>(Map.of("All", Per.ALL, "Source", Per.SOURCE));

  private TrafficFields() {}

  static Optional<TrafficRule> read(Fields spec, String id) {
    Protocol protocol = spec.required("protocol", "TCP or UDP").choice(PROTOCOLS);
    int port = (int) spec.required("port", "1 to 65535").integer(1, 65_535);
    Metric metric = spec.required("metric", "Connections or Packets").choice(METRICS);
    Per per = spec.required("per", "All or Source").choice(PER);
    long threshold = units(spec.required("threshold", "the number of connections or packets"));
    int interval = Intervals.read(spec, Dialect.WEIR);
    long burst = spec.optional("burst").map(TrafficFields::units).orElse(threshold);
    if (!spec.sound()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new TrafficRule(id, protocol, port, metric, per, threshold, interval, burst));
    } catch (InvalidRuleException e) {
      String message = String.valueOf(e.getMessage());
      spec.refuse(e.field(), message.substring(e.field().length() + 1));
      return Optional.empty();
    }
  }

  private static long units(Field field) {
    return field.integer(1, TrafficRule.MAX_THRESHOLD);
  }
}
