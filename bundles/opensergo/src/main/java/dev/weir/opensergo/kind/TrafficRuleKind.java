package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.InvalidRuleException;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Weir's {@code TrafficRule}: connections or packets to a port, limited in the kernel. */
final class TrafficRuleKind implements Kind {

  private static final Map<String, Protocol> PROTOCOLS =
      new TreeMap<>(Map.of("TCP", Protocol.TCP, "UDP", Protocol.UDP));
  private static final Map<String, Metric> METRICS =
      new TreeMap<>(Map.of("Connections", Metric.CONNECTIONS, "Packets", Metric.PACKETS));
  private static final Map<String, Per> PER =
      new TreeMap<>(Map.of("All", Per.ALL, "Source", Per.SOURCE));

  @Override
  public String apiVersion() {
    return Kinds.WEIR;
  }

  @Override
  public String name() {
    return "TrafficRule";
  }

  @Override
  public Meaning read(Meta meta, Fields object) {
    Fields spec = object.required("spec", "the rule's fields").object();
    String id = Ids.read(spec, meta);
    Protocol protocol = spec.required("protocol", "TCP or UDP").choice(PROTOCOLS);
    int port = (int) spec.required("port", "1 to 65535").integer(1, 65_535);
    Metric metric = spec.required("metric", "Connections or Packets").choice(METRICS);
    Per per = spec.required("per", "All or Source").choice(PER);
    long threshold = units(spec.required("threshold", "the number of connections or packets"));
    int interval = Intervals.read(spec);
    long burst = spec.optional("burst").map(TrafficRuleKind::units).orElse(threshold);
    spec.refuseOthers();
    try {
      TrafficRule rule =
          new TrafficRule(id, protocol, port, metric, per, threshold, interval, burst);
      return new SingleRule(id, List.of(), found -> rule);
    } catch (InvalidRuleException e) {
      String message = String.valueOf(e.getMessage());
      spec.refuse(e.field(), message.substring(e.field().length() + 1));
      return new Meaning.Nothing();
    }
  }

  private static long units(Field field) {
    return field.integer(1, TrafficRule.MAX_THRESHOLD);
  }
}
