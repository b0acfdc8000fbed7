package dev.weir.opensergo.kind;

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

  private static final List<String> STRATEGIES = List.of("RateLimitStrategy");
  private static final List<String> PENDING =
      List.of(
          "ThrottlingStrategy",
          "ConcurrencyLimitStrategy",
          "CircuitBreakerStrategy",
          "AdaptiveOverloadProtectionStrategy");

  private final Map<String, Map<String, Kind>> byVersion = new LinkedHashMap<>();

  public Kinds() {
    add(new RateLimitStrategyKind());
    add(new FaultToleranceRuleKind(STRATEGIES, PENDING));
    add(new HttpRequestFallbackActionKind());
    add(new FlowRuleKind());
    add(new TrafficRuleKind());
    PENDING.forEach(name -> add(new UnenforcedKind(OPENSERGO, name)));
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
