package dev.weir.opensergo.kind;

import dev.weir.opensergo.sentinel.Dialect;
import dev.weir.opensergo.sentinel.Intervals;
import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.InvalidRuleException;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Action;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Overflow;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Rate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The fields of {@link TrafficRule}: how much is counted of whom, and what becomes of the rest. */
final class TrafficFields {

  private static final Map<String, Metric> METRICS =
      new TreeMap<>(
          Map.of(
              "Connections", Metric.CONNECTIONS,
              "Packets", Metric.PACKETS,
              "Bytes", Metric.BYTES));
  private static final Map<String, Overflow> OVERFLOWS =
      new TreeMap<>(Map.of("Deny", Overflow.DENY, "Admit", Overflow.ADMIT));
  private static final int IPV4_PREFIX = 24;
  private static final int IPV6_PREFIX = 64;
  private static final long LARGEST_MARK = 0xFFFF_FFFFL;

  private enum Owner {
    ALL,
    SOURCE,
    SOURCE_PREFIX,
    FLOW
  }

  private enum Verdict {
    DROP,
    RESET,
    MARK,
    SHADOW
  }

  private static final Map<String, Owner> OWNERS = new LinkedHashMap<>();
  private static final Map<String, Verdict> VERDICTS = new LinkedHashMap<>();

  static {
    OWNERS.put("All", Owner.ALL);
    OWNERS.put("Source", Owner.SOURCE);
    OWNERS.put("SourcePrefix", Owner.SOURCE_PREFIX);
    OWNERS.put("Flow", Owner.FLOW);
    VERDICTS.put("Drop", Verdict.DROP);
    VERDICTS.put("Reset", Verdict.RESET);
    VERDICTS.put("Mark", Verdict.MARK);
    VERDICTS.put("Shadow", Verdict.SHADOW);
  }

  private TrafficFields() {}

  static Optional<TrafficRule> read(Fields spec, String id) {
    Optional<TrafficMatch> match = MatchFields.read(spec);
    Metric metric = spec.required("metric", "Connections, Packets or Bytes").choice(METRICS);
    Per per = per(spec);
    long threshold = units(spec.required("threshold", "the number of units"), metric);
    int interval = Intervals.read(spec, Dialect.WEIR);
    long burst = spec.optional("burst").map(f -> units(f, metric)).orElse(threshold);
    Action action = action(spec);
    Overflow overflow =
        spec.optional("overflow").map(f -> f.choice(OVERFLOWS)).orElse(Overflow.DENY);
    if (!spec.sound() || match.isEmpty()) {
      return Optional.empty();
    }
    try {
      Rate rate = new Rate(threshold, interval, burst);
      return Optional.of(new TrafficRule(id, match.get(), metric, per, rate, action, overflow));
    } catch (InvalidRuleException e) {
      String message = String.valueOf(e.getMessage());
      spec.refuse(e.field(), message.substring(e.field().length() + 1));
      return Optional.empty();
    }
  }

  private static Per per(Fields spec) {
    Owner owner = spec.required("per", "All, Source, SourcePrefix or Flow").choice(OWNERS);
    int ipv4 = prefix(spec, "ipv4Prefix", 32, owner, IPV4_PREFIX);
    int ipv6 = prefix(spec, "ipv6Prefix", 128, owner, IPV6_PREFIX);
    return switch (owner) {
      case ALL -> Per.ALL;
      case SOURCE -> Per.SOURCE;
      case SOURCE_PREFIX -> new Per.SourcePrefix(ipv4, ipv6);
      case FLOW -> Per.FLOW;
    };
  }

  private static int prefix(Fields spec, String name, int most, Owner owner, int absent) {
    Optional<Field> field = spec.optional(name);
    if (field.isPresent() && owner != Owner.SOURCE_PREFIX) {
      field.get().refuse("goes with per SourcePrefix alone: remove it");
    }
    return field.map(f -> (int) f.integer(1, most)).orElse(absent);
  }

  private static Action action(Fields spec) {
    Verdict verdict = spec.optional("action").map(f -> f.choice(VERDICTS)).orElse(Verdict.DROP);
    Optional<Field> mark = spec.optional("mark");
    if (verdict == Verdict.MARK) {
      Field field = spec.required("mark", "the mark of the packets");
      return new Action.Mark((int) field.integer(1, LARGEST_MARK));
    }
    mark.ifPresent(field -> field.refuse("goes with action Mark alone: remove it"));
    return switch (verdict) {
      case DROP, MARK -> Action.DROP;
      case RESET -> Action.RESET;
      case SHADOW -> Action.SHADOW;
    };
  }

  private static long units(Field field, Metric metric) {
    return field.integer(
        1, metric == Metric.BYTES ? TrafficRule.MAX_BYTES : TrafficRule.MAX_THRESHOLD);
  }
}
