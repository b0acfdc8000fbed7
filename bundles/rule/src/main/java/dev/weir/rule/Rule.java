package dev.weir.rule;

/**
 * What is allowed on one resource, or, of an {@link HttpResource}, which requests it has. The kinds
 * carry Sentinel's names and units; a new kind breaks every switch over them, so that no plane
 * forgets it.
 */
public sealed interface Rule
    permits FlowRule,
        CircuitBreakerRule,
        HotspotRule,
        IsolationRule,
        SystemRule,
        OutlierRule,
        TrafficRule,
        HttpResource {

  /** Unique within a {@link RuleSet}; 1 to {@value Checks#MAX_ID} characters. */
  String id();

  /**
   * What the rule limits: {@code GET:/orders} for a request, {@code tcp:8080} for a port; 1 to
   * {@value Checks#MAX_RESOURCE} characters (OpenSergo's bound).
   */
  String resource();

  /** Whether {@link #resource} is an RE2 pattern of names; of kinds without patterns never. */
  default boolean regex() {
    return false;
  }

  /**
   * Whether every hook that can enforce the rule does, since each sees some of the calls that it is
   * for: a pattern is for every name that it matches, a system rule for all that comes in.
   */
  default boolean isForAllHooks() {
    return regex();
  }

  /**
   * How the rule is enforced; the default where the kind does not say. Of a {@link TrafficRule} its
   * action says it.
   */
  default Policy policy() {
    return Policy.DEFAULT;
  }
}
