package dev.weir.opensergo.kind;

import dev.weir.opensergo.sentinel.SentinelKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The registry: every kind that a document may hold, by group and version. */
public final class Kinds {

  /** OpenSergo's group for limits. */
  public static final String OPENSERGO = "fault-tolerance.opensergo.io/v1alpha1";

  /** Weir's own group. */
  public static final String WEIR = "weir.dev/v1alpha1";

  /** The group of Sentinel's data source for Kubernetes. */
  public static final String SENTINEL = "datasource.sentinel.io/v1alpha1";

  private static final List<Kind> STRATEGIES =
      List.of(
          new RateLimitStrategyKind(),
          new ThrottlingStrategyKind(),
          new ConcurrencyLimitStrategyKind(),
          new CircuitBreakerStrategyKind(),
          new AdaptiveOverloadProtectionStrategyKind());

  private final Map<String, Map<String, Kind>> byVersion = new LinkedHashMap<>();

  public Kinds() {
    STRATEGIES.forEach(this::add);
    add(new FaultToleranceRuleKind(STRATEGIES.stream().map(Kind::name).toList()));
    add(new HttpRequestFallbackActionKind());
    add(new SentinelResourceKind("FlowRules", SentinelKind.FLOW));
    add(new SentinelResourceKind("CircuitBreakerRules", SentinelKind.CIRCUIT_BREAKER));
    add(new SentinelResourceKind("HotspotRules", SentinelKind.HOTSPOT));
    add(new SentinelResourceKind("IsolationRules", SentinelKind.ISOLATION));
    add(new SentinelResourceKind("SystemRules", SentinelKind.SYSTEM));
    add(new RuleKind());
    add(new FlowRuleKind());
    add(new OutlierRuleKind());
    add(new TrafficRuleKind());
    add(new HttpResourceKind());
  }

  private void add(Kind kind) {
    byVersion.computeIfAbsent(kind.apiVersion(), v -> new LinkedHashMap<>()).put(kind.name(), kind);
  }

  /** The apiVersions that are read. */
  Set<String> versions() {
    return byVersion.keySet();
  }

  /** The kinds of one apiVersion by name; empty for a foreign one. */
  Map<String, Kind> of(String apiVersion) {
    return byVersion.getOrDefault(apiVersion, Map.of());
  }
}
